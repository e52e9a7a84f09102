import type { Migration } from './migration.js';

/** Records that are not erased, and why; and from when on links to the documents of a record count. */
export const legalHolds: Migration = {
  name: '2026-11-29-legal-holds',
  sqlite: [
    `create table legal_hold (
      kind text not null, id text not null, reason text not null, held_by text not null, held_since integer not null,
      primary key (kind, id)
    ) strict, without rowid`,
    `alter table affinity add column links_from integer not null default 0`,
    `alter table quotation add column links_from integer not null default 0`,
  ],
  postgres: [
    `create table legal_hold (
      kind text collate "C" not null, id text collate "C" not null, reason text collate "C" not null,
      held_by text collate "C" not null, held_since bigint not null,
      primary key (kind, id)
    )`,
    `alter table affinity add column links_from bigint not null default 0`,
    `alter table quotation add column links_from bigint not null default 0`,
  ],
};
