import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';
import { executeOn, silent, type Database } from './database.js';
import type { Execute } from './sql.js';
import {
  connectionSettings,
  isFull,
  isUniqueViolation,
  readOnlyConnection,
  rowsIn,
  schemaSql,
  sqliteWords,
  transaction,
} from './sqlite-sql.js';

type Connection = { all(sql: string, done: (error: Error | null, rows: Record<string, unknown>[]) => void): void };

/** What failures of a transaction mean. */
export const sqliteFailures = {
  isUniqueViolation,
  isOfSomeSets: isFull,
  isUnavailable: isFull,
} as const satisfies Partial<Database>;

/**
 * Opens a SQLite file, creates it if it is missing, and checks the settings of every connection: one that writes, a few
 * that read.
 * @throws if a setting is not in effect: then the file system cannot guarantee durable writes
 */
export async function openSqlite(file: string): Promise<Database> {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (failure) {
    throw unopened(file, failure);
  }
  const writer = connect(file, 1, []);
  // A query takes one of the process's threads, by default four. Lists are slow and take two at most: the writer and
  // short reads are never without one.
  const ofLists = 2;
  const [reader, listReader] = [connect(file, 2, [readOnlyConnection]), connect(file, ofLists, [readOnlyConnection])];
  const close = async () => {
    await Promise.all([reader.destroy(), listReader.destroy()]);
    await writer.destroy();
  };
  try {
    await writer.raw('select 1');
    await reader.raw('select 1');
  } catch (failure) {
    await close();
    throw unopened(file, failure);
  }
  const write = executeOn(writer, sqliteWords, rowsIn);
  return {
    words: sqliteWords,
    reader,
    read: executeOn(reader, sqliteWords, rowsIn),
    lists: { reader: listReader, read: executeOn(listReader, sqliteWords, rowsIn), connections: ofLists },
    writer,
    write,
    writers: 1,
    transaction: (body) => inTransaction(transaction.begin, write, body),
    exclusive: (body) => inTransaction(transaction.beginAlone, write, body),
    schemaSql,
    isForbidden: () => false,
    ...sqliteFailures,
    close,
  };
}

/** The pool of the writer has one connection, so all statements run on it. */
export async function inTransaction<Result>(
  begin: string,
  execute: Execute,
  body: (execute: Execute) => Promise<Result>,
): Promise<Result> {
  await execute(begin, []);
  try {
    const result = await body(execute);
    await execute(transaction.commit, []);
    return result;
  } catch (failure) {
    await execute(transaction.rollback, []).catch(() => undefined);
    throw failure;
  }
}

/** Adds the file to the error; the driver does not name it. */
const unopened = (file: string, failure: unknown): Error =>
  new Error(
    `DATA_DIR, DATABASE_URL: cannot open the database ${file}: ${failure instanceof Error ? failure.message : String(failure)}`,
    { cause: failure },
  );

const connect = (file: string, connections: number, extra: readonly string[]): Knex =>
  knex({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    compileSqlOnError: false,
    log: silent,
    pool: {
      min: 1,
      max: connections,
      idleTimeoutMillis: 2 ** 31 - 1,
      afterCreate: (connection: Connection, done: (error: Error | null, connection: Connection) => void) => {
        prepare(connection, extra).then(
          () => done(null, connection),
          (failure: Error) => done(failure, connection),
        );
      },
    },
  });

async function prepare(connection: Connection, extra: readonly string[]): Promise<void> {
  for (const { name, is, setSql, readSql } of connectionSettings) {
    await all(connection, setSql);
    const [row] = await all(connection, readSql);
    const actual = Object.values(row ?? {})[0];
    if (actual !== is) throw new Error(`SQLite setting ${name} is ${String(actual)}, expected ${is}`);
  }
  for (const sql of extra) await all(connection, sql);
}

const all = (connection: Connection, sql: string): Promise<Record<string, unknown>[]> =>
  new Promise((resolve, reject) => {
    connection.all(sql, (error, rows) => (error === null ? resolve(rows) : reject(error)));
  });
