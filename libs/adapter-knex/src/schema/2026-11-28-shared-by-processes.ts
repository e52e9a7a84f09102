import type { Migration } from './migration.js';

/** What the processes on one database share: values such as the sandbox's clock, leases of jobs, and documents. */
export const sharedByProcesses: Migration = {
  name: '2026-11-28-shared-by-processes',
  sqlite: [
    `create table engine_value (name text primary key, value text not null) strict, without rowid`,
    `create table lease (name text primary key, holder text not null, until integer not null) strict, without rowid`,
    `create table document (
      affinity_id text not null, type text not null, content blob not null, primary key (affinity_id, type)
    ) strict`,
  ],
  postgres: [
    `create table engine_value (name text collate "C" primary key, value text collate "C" not null)`,
    `create table lease (
      name text collate "C" primary key, holder text collate "C" not null, until bigint not null
    )`,
    `create table document (
      affinity_id text collate "C" not null, type text collate "C" not null, content bytea not null,
      primary key (affinity_id, type)
    )`,
  ],
};
