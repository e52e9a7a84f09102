import type { Migration } from './migration.js';

const configured = 'id, owner_id, url, secrets, event_types, ordering, paused, disabled, created_at, first_of';
const moving =
  'id, version, last_sequence, cursor, failures, due_at, claimed, epoch, doubtful_to, lines, stopped, down_after';
const stopped = `case when paused = 1 or disabled = 1 or url is null then 1 else 0 end`;
const downAfter = `case ordering when 'endpoint' then 1 else 3 end`;
const dueIndexes = [
  `create index endpoint_progress_due on endpoint_progress (due_at)
     where due_at is not null and stopped = 0 and failures = 0`,
  `create index endpoint_progress_due_failing on endpoint_progress (due_at)
     where due_at is not null and stopped = 0 and failures > 0`,
];

/**
 * What people configure of an endpoint is kept apart from the progress of its delivery, which changes with every event
 * and is narrow: `stopped` is 1 for an endpoint that is paused, disabled or without a url, `down_after` how many
 * failures in a row stop it for a while. On PostgreSQL the version before may still run: it finds its table as a view, and
 * triggers keep what both versions have of a configuration equal.
 */
export const endpointProgress: Migration = {
  name: '2026-11-29-endpoint-progress',
  sqlite: [
    `create table endpoint_configuration (
      id text primary key, owner_id text not null, url text, secrets text not null, event_types text,
      ordering text not null, paused integer not null, disabled integer not null, created_at integer not null,
      first_of text,
      constraint endpoint_has_a_known_ordering check (ordering in ('endpoint', 'affinity', 'none'))
    ) strict`,
    `insert into endpoint_configuration select ${configured} from webhook_endpoint`,
    `create index endpoint_configuration_by_owner on endpoint_configuration (owner_id)`,
    `create unique index endpoint_configuration_first_of_its_owner on endpoint_configuration (first_of) where first_of is not null`,
    // Events, lines and attempts refer to the table by its name. They are looked at again at the end.
    `pragma defer_foreign_keys = on`,
    `create table kept_progress as select *, ${stopped} as stopped, ${downAfter} as down_after from webhook_endpoint`,
    `alter table webhook_endpoint rename to endpoint_progress`,
    `drop table endpoint_progress`,
    `create table endpoint_progress (
      id text primary key, version integer not null, last_sequence integer not null default 0,
      cursor integer not null default 0, failures integer not null default 0, due_at integer,
      claimed integer not null default 0, epoch integer not null default 0, doubtful_to integer not null default 0,
      lines integer not null default 0, stopped integer not null, down_after integer not null,
      first_kept_sequence integer not null default 1,
      constraint endpoint_cursor_stays_behind_its_events check (cursor <= last_sequence)
    ) strict`,
    `insert into endpoint_progress (${moving}) select ${moving} from kept_progress`,
    `drop table kept_progress`,
    ...dueIndexes,
  ],
  postgres: [
    `alter table webhook_endpoint rename to endpoint_progress`,
    `alter table endpoint_progress rename constraint webhook_endpoint_pkey to endpoint_progress_pkey`,
    `create table endpoint_configuration (
      id text collate "C" primary key, owner_id text collate "C" not null, url text collate "C",
      secrets text collate "C" not null, event_types text collate "C", ordering text collate "C" not null,
      paused bigint not null, disabled bigint not null, created_at bigint not null, first_of text collate "C",
      constraint endpoint_has_a_known_ordering check (ordering in ('endpoint', 'affinity', 'none'))
    )`,
    `insert into endpoint_configuration select ${configured} from endpoint_progress`,
    `create index endpoint_configuration_by_owner on endpoint_configuration (owner_id)`,
    `create unique index endpoint_configuration_first_of_its_owner on endpoint_configuration (first_of) where first_of is not null`,
    `alter table endpoint_progress add column stopped bigint not null default 0,
      add column down_after bigint not null default 1, add column first_kept_sequence bigint not null default 1,
      alter column owner_id drop not null, alter column secrets drop not null, alter column ordering drop not null,
      alter column paused drop not null, alter column disabled drop not null, alter column created_at drop not null`,
    `update endpoint_progress set stopped = ${stopped}, down_after = ${downAfter}`,
    `alter table endpoint_progress alter column stopped drop default, alter column down_after drop default`,
    ...dueIndexes,
    // The rows of endpoints are locked where an event is appended: the check would cost more than it finds.
    `alter table webhook_event drop constraint webhook_event_endpoint_id_fkey`,
    `create view webhook_endpoint as select ${configured}, version, last_sequence, cursor, failures, due_at, claimed,
      epoch, doubtful_to, lines from endpoint_progress`,
    `create function endpoint_of_the_version_before() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' and new.owner_id is null then
        select owner_id, url, secrets, event_types, ordering, paused, disabled, created_at, first_of
          into new.owner_id, new.url, new.secrets, new.event_types, new.ordering, new.paused, new.disabled,
            new.created_at, new.first_of
          from endpoint_configuration where id = new.id;
        return new;
      end if;
      new.stopped := case when new.paused = 1 or new.disabled = 1 or new.url is null then 1 else 0 end;
      new.down_after := case new.ordering when 'endpoint' then 1 else 3 end;
      if tg_op = 'INSERT' then
        insert into endpoint_configuration values (new.id, new.owner_id, new.url, new.secrets, new.event_types,
          new.ordering, new.paused, new.disabled, new.created_at, new.first_of) on conflict do nothing;
        if not found then return null; end if;
      else
        update endpoint_configuration set url = new.url, secrets = new.secrets, event_types = new.event_types,
          ordering = new.ordering, paused = new.paused, disabled = new.disabled where id = new.id;
      end if;
      return new;
    end $$`,
    `create trigger endpoint_of_the_version_before_made before insert on endpoint_progress
      for each row execute function endpoint_of_the_version_before()`,
    `create trigger endpoint_of_the_version_before_changed
      before update of url, secrets, event_types, ordering, paused, disabled on endpoint_progress
      for each row when (pg_trigger_depth() = 0) execute function endpoint_of_the_version_before()`,
    `create function configuration_for_the_version_before() returns trigger language plpgsql as $$
    begin
      update endpoint_progress set url = new.url, secrets = new.secrets, event_types = new.event_types,
        ordering = new.ordering, paused = new.paused, disabled = new.disabled where id = new.id;
      return null;
    end $$`,
    `create trigger configuration_for_the_version_before after update on endpoint_configuration
      for each row when (pg_trigger_depth() = 0) execute function configuration_for_the_version_before()`,
  ],
};

/** Takes away what {@link endpointProgress} keeps for the version before. */
export const endpointProgressAlone: Migration = {
  name: '2026-11-29-endpoint-progress-alone',
  contracts: true,
  postgres: [
    `drop view webhook_endpoint`,
    `drop trigger endpoint_of_the_version_before_made on endpoint_progress`,
    `drop trigger endpoint_of_the_version_before_changed on endpoint_progress`,
    `drop function endpoint_of_the_version_before()`,
    `drop trigger configuration_for_the_version_before on endpoint_configuration`,
    `drop function configuration_for_the_version_before()`,
    `alter table endpoint_progress drop column owner_id, drop column url, drop column secrets, drop column event_types,
      drop column ordering, drop column paused, drop column disabled, drop column created_at, drop column first_of`,
  ],
};
