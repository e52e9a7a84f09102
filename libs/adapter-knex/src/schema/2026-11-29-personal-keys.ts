import type { Migration } from './migration.js';

const sealed = (table: 'affinity' | 'quotation', text: string, integer: string) => [
  `alter table ${table} add column personal_key ${text}`,
  `alter table ${table} add column personal ${text}`,
  `alter table ${table} add column erased_at ${integer}`,
  `create index ${table}_to_seal on ${table} (id) where personal_key is null and erased_at is null`,
];
const [forSqlite, forPostgres] = [
  ['text', 'integer'],
  ['text collate "C"', 'bigint'],
] as const;

/** Records whose persons are not found yet. Also those that the version before adds: nobody else would name them. */
const due = (table: 'affinity' | 'quotation', where = '') =>
  `insert into person_due (kind, record) select '${table}', id from ${table} ${where}`;
const stillClear = 'where personal_key is null on conflict do nothing';

/**
 * What a record says of persons is sealed under a key of its own, in `personal`; the key is sealed in `personal_key`. Who is
 * found by which hash is in `person_term`, and which records are to be looked at for that in `person_due`. The clear columns
 * stay: on PostgreSQL they are written until the version before no longer runs, then a job empties them.
 */
export const personalKeys: Migration = {
  name: '2026-11-29-personal-keys',
  sqlite: [
    ...sealed('affinity', ...forSqlite),
    ...sealed('quotation', ...forSqlite),
    `create table person_term (
      hash text not null, kind text not null, record text not null, primary key (hash, kind, record)
    ) strict, without rowid`,
    `create index person_term_of_quotation on person_term (record) where kind = 'quotation'`,
    `create table person_due (
      kind text not null, record text not null, mark integer not null default 1, primary key (kind, record)
    ) strict, without rowid`,
    due('affinity'),
    due('quotation'),
  ],
  postgres: [
    ...sealed('affinity', ...forPostgres),
    ...sealed('quotation', ...forPostgres),
    `create table person_term (
      hash text collate "C" not null, kind text collate "C" not null, record text collate "C" not null,
      primary key (hash, kind, record)
    )`,
    `create index person_term_of_quotation on person_term (record) where kind = 'quotation'`,
    `create table person_due (
      kind text collate "C" not null, record text collate "C" not null, mark bigint not null default 1,
      primary key (kind, record)
    )`,
    due('affinity'),
    due('quotation'),
  ],
};

/** Says that the version before no longer runs: from now on persons are sealed, see `openEngine`. */
export const personalKeysAlone: Migration = {
  name: '2026-11-29-personal-keys-alone',
  contracts: true,
  postgres: [due('affinity', stillClear), due('quotation', stillClear)],
};
