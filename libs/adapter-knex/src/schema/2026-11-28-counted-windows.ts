import type { Migration } from './migration.js';

/** Calls and wrong secrets, counted for all processes. Few rows, often changed: no index by their end. */
export const countedWindows: Migration = {
  name: '2026-11-28-counted-windows',
  sqlite: [
    `create table counted_window (key text primary key, ends_at integer not null, used integer not null) strict`,
  ],
  postgres: [
    `create table counted_window (key text collate "C" primary key, ends_at bigint not null, used bigint not null)`,
  ],
};
