import type { SchemaSql } from './database.js';
import type { SqlWords } from './sql-words.js';
import type { Row } from './sql.js';

/* Every word of SQL that only SQLite knows, and what is particular to its driver. */

const now = `cast(unixepoch('subsec') * 1000 as integer)`;

export const sqliteWords: SqlWords = {
  kind: 'sqlite',
  now,
  // Binding value by value costs the event loop four times as much, and the statement's text stays the same.
  rowsAsTable: (columns) =>
    `select ${columns.map(({ name }, at) => `value ->> ${at} as "${name}"`).join(', ')} from json_each(?)`,
  greatest: (one, other) => `max(${one}, ${other})`,
  least: (one, other) => `min(${one}, ${other})`,
  differsFromBound: (value) => `${value} is not ?`,
  containsBound: (text) => `instr(${text}, ?) > 0`,
  arrayHasBound: (column) => `exists (select 1 from json_each(${column}) e where e.value = ?)`,
  fieldIs: (column, field, type) => `json_type(${column}, '$.${field}') = '${type}'`,
  textAt: (column, ...path) => `${column} ->> '$.${path.join('.')}'`,
  isAmong: (value, query) => `${value} in (${query})`,
  withoutIndex: (column) => `+${column}`,
  // Without statistics, all indexes are the same to it.
  furtherFilter: (column) => `+${column}`,
  // SQLite keeps the order of a cross join.
  joinInOrder: (table, index) => `cross join ${table}${index === undefined ? '' : ` indexed by ${index}`}`,
  timeSortedId: (number) => `printf('%015d:%06d:', ${now}, ${number}) || lower(hex(randomblob(8)))`,
  // One transaction writes at a time.
  lockRows: () => '',
  lockFreeRows: '',
  oldestTransaction: null,
  housekeeping: [],
  settling: ['PRAGMA wal_checkpoint(TRUNCATE)'],
  forgetAttempts: `delete from webhook_attempt where id in
    (select id from webhook_attempt where at < ${now} - ? limit 5000) returning 1 as deleted`,
};

/** A transaction that writes; `beginAlone` locks out all others, readers too. */
export const transaction = {
  begin: 'BEGIN IMMEDIATE',
  beginAlone: 'BEGIN EXCLUSIVE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
} as const;

export const schemaSql: SchemaSql = {
  isShared: false,
  columnsOf: (table) => `select name from pragma_table_info('${table}')`,
  createMigrationTable: 'create table schema_migration (name text primary key, applied_at integer not null) strict',
};

/**
 * The required settings of every connection; otherwise an acknowledged write could be lost. Names and values are
 * SQLite's.
 */
export const connectionSettings = [
  { name: 'busy_timeout', set: '10000', is: 10_000 },
  { name: 'journal_mode', set: 'WAL', is: 'wal' },
  { name: 'synchronous', set: 'FULL', is: 2 },
  { name: 'foreign_keys', set: 'ON', is: 1 },
  { name: 'secure_delete', set: 'ON', is: 1 },
  // 16 MB: of a page that changes in every commit, as those of hashes do, many changes are brought into the file at once.
  { name: 'wal_autocheckpoint', set: '4000', is: 4_000 },
].map(({ name, set, is }) => ({ name, is, setSql: `PRAGMA ${name} = ${set}`, readSql: `PRAGMA ${name}` }));

/** Makes a connection refuse to write. */
export const readOnlyConnection = 'PRAGMA query_only = ON';

/** The rows of a driver's result. */
export const rowsIn = (answer: unknown): readonly Row[] => answer as readonly Row[];

/** Whether the disk has no room. */
export const isFull = (failure: unknown): boolean =>
  (failure as { readonly code?: unknown } | null)?.code === 'SQLITE_FULL';

/** Whether a write failed because its key is taken. */
export function isUniqueViolation(failure: unknown): boolean {
  const { message } = (failure ?? {}) as { readonly message?: unknown };
  return typeof message === 'string' && message.includes('UNIQUE constraint failed');
}
