import type { Migration } from './migration.js';

/** Of a successor `s`: it was never issued and never will be, or was given back as a whole. */
const undone = (rule: string) => `(s.status = 'expired' and s.issued_at is null
    or s.status = 'canceled' and ${rule} in ('not-issued', 'regret', 'before-start'))`;
const [sqliteUndone, postgresUndone] = [
  undone(`json_extract(s.cancellation, '$.rule')`),
  undone(`(s.cancellation::json ->> 'rule')`),
];

/** The original `o` of `s` is 4 Renewed, although its successor is not issued. */
const isLocked = (isUndone: string) => `o.status = 'renewed' and o.renewed_by = s.id and s.renewed_from = o.id
    and (s.status = 'pending' or ${isUndone})`;
const action = `case when s.status = 'pending' then 'affinity.renewal-pending' else 'affinity.reinstated' end`;

/** Changes originals and writes a line of the trail for each. */
const repaired = (set: string, where: string, does: string) => `with repaired as (
      update affinity o set ${set}, version = o.version + 1 from affinity s where ${where}
      returning o.id, s.id as successor, ${does} as action)
    insert into audit_entry (at, actor, action, subject, details)
    select (extract(epoch from clock_timestamp()) * 1000)::bigint, 'engine', action, id,
      json_build_object('successor', successor, 'from', 'an earlier version')::text from repaired order by id`;
const reinstated = `status = 'issued', renewed_by = case when s.status = 'pending' then o.renewed_by end`;
const unlocked = repaired(reinstated, isLocked(postgresUndone), action);

/**
 * Before, an original was 4 Renewed as soon as a successor was made, and for ever, also where that one was declined. Now it is
 * renewed once the successor is issued. What was locked is issued again; the job expires what has ended since. While the
 * version before runs on PostgreSQL it knows of no pending successor, and would make a second one: its change is not
 * made, as if another had been faster.
 */
export const reinstatedOriginals: Migration = {
  name: '2026-11-29-reinstated-originals',
  sqlite: [
    `insert into audit_entry (at, actor, action, subject, details)
      select cast(unixepoch('subsec') * 1000 as integer), 'engine', ${action}, o.id,
        json_object('successor', s.id, 'from', 'an earlier version')
      from affinity o join affinity s on ${isLocked(sqliteUndone)} order by o.id`,
    `update affinity as o set ${reinstated}, version = o.version + 1 from affinity s where ${isLocked(sqliteUndone)}`,
  ],
  postgres: [
    unlocked,
    `create function renewal_of_the_version_before() returns trigger language plpgsql as $$
    begin
      if exists (select from affinity where id = old.renewed_by and status in ('pending', 'issued', 'renewed')) then
        return null;
      end if;
      return new;
    end $$`,
    `create trigger renewal_of_the_version_before before update of status on affinity for each row
      when (old.status = 'issued' and new.status = 'renewed' and old.renewed_by <> new.renewed_by)
      execute function renewal_of_the_version_before()`,
  ],
};

/** Mends what the version before did to originals while it still ran, and takes away what held it back. */
export const originalsAlone: Migration = {
  name: '2026-11-29-originals-alone',
  contracts: true,
  postgres: [
    unlocked,
    repaired(
      `status = 'renewed'`,
      `o.status = 'issued' and o.renewed_by = s.id and s.status in ('issued', 'renewed')`,
      `'affinity.renewed'`,
    ),
    repaired(
      `renewed_by = null`,
      `o.status = 'issued' and o.renewed_by = s.id and ${postgresUndone}`,
      `'affinity.renewal-undone'`,
    ),
    `drop trigger renewal_of_the_version_before on affinity`,
    `drop function renewal_of_the_version_before()`,
  ],
};
