import { integerIn, type Execute, type Row, type Value } from './sql.js';

/*
 * Every word of SQL that only SQLite knows, and what is particular to its driver. The rest of the library is written
 * in SQL that other databases understand: another database takes a second file with these names.
 */

/** The database's clock in epoch milliseconds. */
export const databaseNow = `cast(unixepoch('subsec') * 1000 as integer)`;

/**
 * Rows as a table: one bound JSON text for any number of rows. Binding value by value costs the event loop four times
 * as much, and the statement's text stays the same for every number of rows.
 */
export const rowsAsTable = (columns: readonly string[]): string =>
  `select ${columns.map((column, at) => `value ->> ${at} as "${column}"`).join(', ')} from json_each(?)`;

/** The text to bind for {@link rowsAsTable}: the values of each row in the order of the columns. */
export const rowsAsText = (rows: readonly (readonly Value[])[]): string => JSON.stringify(rows);

/** The greater of two values, neither of them null. */
export const greatest = (one: string, other: string): string => `max(${one}, ${other})`;

/** The lesser of two values; the result for null depends on the database. */
export const least = (one: string, other: string): string => `min(${one}, ${other})`;

/** Whether a value differs from a bound one; null equals null. */
export const differsFromBound = (value: string): string => `${value} is not ?`;

/** Whether a text contains a bound one, case-sensitive. */
export const containsBound = (text: string): string => `instr(${text}, ?) > 0`;

/** Whether a JSON array in a column has a bound element. */
export const arrayHasBound = (column: string): string =>
  `exists (select 1 from json_each(${column}) e where e.value = ?)`;

/** Whether a field of a JSON object in a column is null, or an object. */
export const fieldIs = (column: string, field: string, type: 'null' | 'object'): string =>
  `json_type(${column}, '$.${field}') = '${type}'`;

/** A column without the use of an index. */
export const withoutIndex = (column: string): string => `+${column}`;

/** After a table's name in a query: the index to read it by. */
export const byIndex = (index: string): string => `indexed by ${index}`;

/** A unique identifier that sorts by time, then by a number of up to six digits. */
export const timeSortedId = (number: string): string =>
  `printf('%015d:%06d:', ${databaseNow}, ${number}) || lower(hex(randomblob(8)))`;

/** Runs a `delete` and returns how many rows it deleted. */
export async function deletedBy(execute: Execute, sql: string, bindings: readonly Value[]): Promise<number> {
  await execute(sql, bindings);
  const [row] = await execute('select changes() as n', []);
  return integerIn(row, 'n');
}

/** A savepoint undoes a part of a transaction; `beginAlone` locks out all others, readers too. */
export const transaction = {
  begin: 'BEGIN IMMEDIATE',
  beginAlone: 'BEGIN EXCLUSIVE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  savepoint: 'SAVEPOINT part',
  rollbackToSavepoint: 'ROLLBACK TO part',
  releaseSavepoint: 'RELEASE part',
} as const;

/** The names of a table's columns, as `name`. */
export const columnsOf = (table: string): string => `select name from pragma_table_info('${table}')`;

/** The table of applied migrations, in its first form. */
export const createMigrationTable =
  'create table if not exists schema_migration (name text primary key, applied_at integer not null) strict';

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
].map(({ name, set, is }) => ({ name, is, setSql: `PRAGMA ${name} = ${set}`, readSql: `PRAGMA ${name}` }));

/** Makes a connection refuse to write. */
export const readOnlyConnection = 'PRAGMA query_only = ON';

/** The rows of a driver's result. */
export const rowsIn = (answer: unknown): readonly Row[] => answer as readonly Row[];

/** Whether a write failed because its key is taken. */
export function isUniqueViolation(failure: unknown): boolean {
  const { message } = (failure ?? {}) as { readonly message?: unknown };
  return typeof message === 'string' && message.includes('UNIQUE constraint failed');
}
