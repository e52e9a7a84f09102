import type { Knex } from 'knex';
import type { SqlWords } from './sql-words.js';
import type { Execute, Row, Value } from './sql.js';

/** An open database: connections that write, and some that can only read. */
export type Database = {
  readonly words: SqlWords;
  /** Connections that cannot write. */
  readonly reader: Knex;
  readonly read: Execute;
  /** Connections that cannot write, for lists alone: a slow one does not hold up what a write has to read before. */
  readonly lists: { readonly reader: Knex; readonly read: Execute; readonly connections: number };
  /** Connections that write. */
  readonly writer: Knex;
  readonly write: Execute;
  /** How many transactions of one process write at the same time. */
  readonly writers: number;
  /**
   * Runs a body on one connection within a transaction, and commits at its end. The body may run again if the database
   * refused it for a reason that passes, such as a deadlock.
   * @param waitsShortly for locked rows, because others wait behind it
   */
  transaction<Result>(body: (execute: Execute) => Promise<Result>, waitsShortly?: boolean): Promise<Result>;
  /** As `transaction`, alone: others wait until it ends. */
  exclusive<Result>(body: (execute: Execute) => Promise<Result>): Promise<Result>;
  readonly schemaSql: SchemaSql;
  /** Whether a write failed because its key is taken. */
  isUniqueViolation(failure: unknown): boolean;
  /** Whether the role may not do what was refused. */
  isForbidden(failure: unknown): boolean;
  /** Whether of a group only some sets fail so: those that need a row that stayed locked, or more room than is left. */
  isOfSomeSets(failure: unknown): boolean;
  /** Whether the database could not be reached, was too slow or has no room: what failed may be tried again later. */
  isUnavailable(failure: unknown): boolean;
  close(): Promise<void>;
};

/** What changing the schema needs. */
export type SchemaSql = {
  /** Whether processes of two versions may be on one database during an upgrade. */
  readonly isShared: boolean;
  /** The names of a table's columns, as `name`; no rows without such a table. */
  readonly columnsOf: (table: string) => string;
  /** The table of applied migrations, in its first form. */
  readonly createMigrationTable: string;
  /** Gives a role what the engine needs to run; undefined for a database without roles. */
  readonly grantsTo?: (role: string) => readonly string[];
};

/** Runs SQL text, without knex's query builder; on a pool, each statement on any of its connections. */
export const executeOn = (connection: Knex, words: SqlWords, rowsIn: (answer: unknown) => readonly Row[]): Execute =>
  Object.assign(
    async (sql: string, bindings: readonly Value[]) =>
      rowsIn(await connection.raw(sql, bindings as (string | number | Buffer | null)[])),
    { words },
  );

/** Failures are thrown, never logged by knex: its messages contain bound values. */
const nothing = () => undefined;
export const silent = { warn: nothing, error: nothing, deprecate: nothing, debug: nothing };

/** What a committer needs of a database. */
export type Transactions = Pick<
  Database,
  'writers' | 'transaction' | 'isUniqueViolation' | 'isUnavailable' | 'isOfSomeSets'
>;
