import type { Migration } from './migration.js';

/**
 * The log of attempts has a partition for each day in UTC, made ahead: an old day is dropped as a whole. What is older
 * than today's version is one partition. `webhook_attempt_other` has what no day has, for example of a dispatcher whose
 * clock is years off. The function belongs to the role that changes the schema: the engine's own role may call it.
 */
export const attemptsByDay: Migration = {
  name: '2026-11-29-attempts-by-day',
  postgres: [
    `create sequence webhook_attempt_number`,
    `select setval('webhook_attempt_number', coalesce(max(id), 0) + 1, false) from webhook_attempt`,
    `alter table webhook_attempt rename to webhook_attempt_earlier`,
    `alter table webhook_attempt_earlier alter column id drop identity`,
    `alter table webhook_attempt_earlier drop constraint webhook_attempt_pkey`,
    `alter table webhook_attempt_earlier drop constraint webhook_attempt_endpoint_id_fkey`,
    `drop index webhook_attempt_by_time`,
    `alter index webhook_attempt_by_event rename to webhook_attempt_earlier_by_event`,
    `create table webhook_attempt (
      id bigint not null default nextval('webhook_attempt_number'), endpoint_id text collate "C" not null,
      sequence bigint not null, at bigint not null, duration_ms bigint not null, status_code bigint,
      error text collate "C", response_excerpt text collate "C", delivered bigint not null, replay bigint not null,
      takeover bigint not null, next_attempt_at bigint
    ) partition by range (at)`,
    `create index webhook_attempt_by_event on webhook_attempt (endpoint_id, sequence, id)`,
    `create table webhook_attempt_other partition of webhook_attempt default`,
    `create view attempt_partition as
      select c.relname as partition, coalesce(nullif(bounds[1], '')::bigint, 0) as starts, bounds[2]::bigint as ends
      from pg_inherits i join pg_class c on c.oid = i.inhrelid, lateral (
        select regexp_match(pg_get_expr(c.relpartbound, c.oid), '\\D*(\\d*)\\D* TO \\D*(\\d+)') as bounds) b
      where i.inhparent = 'webhook_attempt'::regclass and bounds is not null`,
    `create function keep_attempt_partitions(kept_ms bigint) returns setof bigint
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
    declare
      day constant bigint := 86400000;
      at_now constant bigint := extract(epoch from statement_timestamp()) * 1000;
      first_ms bigint;
      name text;
    begin
      perform pg_advisory_xact_lock(7317531);
      for first_ms in select (at_now / day + n) * day from generate_series(0, 7) n loop
        continue when exists (select 1 from attempt_partition where starts <= first_ms and first_ms < ends);
        name := 'webhook_attempt_' || to_char(to_timestamp(first_ms / 1000) at time zone 'UTC', 'YYYY_MM_DD');
        execute format('create table %I (like webhook_attempt including defaults including indexes)', name);
        lock table webhook_attempt_other in access exclusive mode;
        execute format('with moved as (delete from webhook_attempt_other where at >= %s and at < %s returning *)
          insert into %I select * from moved', first_ms, first_ms + day, name);
        execute format('alter table webhook_attempt attach partition %I for values from (%s) to (%s)',
          name, first_ms, first_ms + day);
      end loop;
      for name in select partition from attempt_partition where ends <= at_now - kept_ms loop
        execute format('drop table %I', name);
      end loop;
      delete from webhook_attempt_other where at < at_now - kept_ms;
    end $$`,
    `revoke execute on function keep_attempt_partitions(bigint) from public`,
    `do $$
    declare
      engine record;
    begin
      for engine in select distinct grantee::regrole as role from pg_class, aclexplode(relacl)
        where oid = 'webhook_attempt_earlier'::regclass and privilege_type = 'INSERT' and grantee <> 0 loop
        execute format('grant execute on function keep_attempt_partitions(bigint) to %s', engine.role);
        execute format('grant select, insert, update, delete on webhook_attempt to %s', engine.role);
        execute format('grant usage on sequence webhook_attempt_number to %s', engine.role);
      end loop;
    end $$`,
    `do $$
    declare
      ends constant bigint := (floor(extract(epoch from statement_timestamp()) / 86400)::bigint + 2) * 86400000;
    begin
      if exists (select 1 from webhook_attempt_earlier) then
        with moved as (delete from webhook_attempt_earlier where at >= ends returning *)
          insert into webhook_attempt_other select * from moved;
        alter table webhook_attempt_earlier alter column id set default nextval('webhook_attempt_number');
        execute format('alter table webhook_attempt attach partition webhook_attempt_earlier
          for values from (minvalue) to (%s)', ends);
      else
        drop table webhook_attempt_earlier;
      end if;
    end $$`,
    `select keep_attempt_partitions(null)`,
  ],
};
