import type { Migration } from './migration.js';

/**
 * The event feed: every event of an owner once, by its identifiers. `relayed` is how far the feed was published. The one
 * row of `event_feed` has the incarnation of the database, which counts its restores, the server it was last on, and the
 * stream that `relayed` is about.
 */
export const eventFeed: Migration = {
  name: '2026-11-29-event-feed',
  sqlite: [
    `create table event_feed (
      id integer primary key check (id = 1), incarnation integer not null, identity text, stream text
    ) strict`,
    `insert into event_feed values (1, 1, null, null)`,
    `create table feed_owner (
      owner_id text primary key, last_sequence integer not null, first_kept_sequence integer not null default 1,
      relayed integer not null default 0
    ) strict, without rowid`,
    `create table feed_event (
      owner_id text not null, sequence integer not null, incarnation integer not null, type text not null,
      subject text not null, occurred_at integer not null,
      appended_at integer not null default (cast(unixepoch('subsec') * 1000 as integer)),
      primary key (owner_id, sequence)
    ) strict, without rowid`,
  ],
  postgres: [
    `create table event_feed (
      id bigint primary key check (id = 1), incarnation bigint not null, identity text collate "C",
      stream text collate "C"
    )`,
    `insert into event_feed select 1, 1, (select system_identifier from pg_control_system()) || '/' ||
      left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/' ||
      (select oid from pg_database where datname = current_database()), null`,
    `create table feed_owner (
      owner_id text collate "C" primary key, last_sequence bigint not null,
      first_kept_sequence bigint not null default 1, relayed bigint not null default 0
    ) with (fillfactor = 50)`,
    `create table feed_event (
      owner_id text collate "C" not null, sequence bigint not null, incarnation bigint not null,
      type text collate "C" not null, subject text collate "C" not null, occurred_at bigint not null,
      appended_at bigint not null default ((extract(epoch from clock_timestamp()) * 1000)::bigint),
      primary key (owner_id, sequence)
    )`,
  ],
};
