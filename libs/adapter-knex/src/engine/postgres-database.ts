import type { Knex } from 'knex';
import { executeOn, type Database } from './database.js';
import { connect } from './postgres-connections.js';
import {
  isConnectionFailure,
  isForbidden,
  isLocked,
  isTooSlow,
  isFull,
  isUniqueViolation,
  postgresWords,
  schemaLock,
  schemaSql,
  serverVersion,
} from './postgres-sql.js';
import { connectionsOf, OutcomeUnknown, repeated } from './postgres-transaction.js';
import type { Row } from './sql.js';

/** A PostgreSQL server and how many connections one process opens to it. */
export type PostgresSettings = {
  /** `postgres://user:password@host:port/database`, with `sslmode`, `sslrootcert`, `sslcert` and `sslkey`. */
  readonly url: string;
  readonly readers?: number;
  readonly writers?: number;
  /** How long a statement may take. */
  readonly statementTimeoutMs?: number;
};

/** What failures of a transaction mean. */
export const postgresFailures = {
  isUniqueViolation,
  isOfSomeSets: (failure) => isLocked(failure) || isFull(failure),
  isUnavailable: (failure) =>
    failure instanceof OutcomeUnknown || [isConnectionFailure, isLocked, isTooSlow, isFull].some((is) => is(failure)),
} as const satisfies Partial<Database>;

/**
 * Opens a pool that writes and one that reads, and checks the settings of every connection.
 * @throws Error in one line, without the password, if the server cannot be reached or has another encoding
 */
export async function openPostgres({
  url,
  readers = 8,
  writers = 2,
  statementTimeoutMs = 30_000,
}: PostgresSettings): Promise<Database> {
  const writer = connect(url, writers + 1, { readOnly: false, statementTimeoutMs });
  const ofLists = Math.floor(readers / 2);
  const reader = connect(url, readers - ofLists, { readOnly: true, statementTimeoutMs });
  const listReader = ofLists === 0 ? reader : connect(url, ofLists, { readOnly: true, statementTimeoutMs });
  const close = async () => {
    await Promise.all([reader.destroy(), listReader.destroy()]);
    await writer.destroy();
  };
  try {
    await checkServer(writer);
    await reader.raw('select 1');
  } catch (failure) {
    await close();
    throw unopened(url, failure);
  }
  const connections = connectionsOf(writer);
  return {
    words: postgresWords,
    reader,
    read: executeOn(reader, postgresWords, rowsIn),
    lists: {
      reader: listReader,
      read: executeOn(listReader, postgresWords, rowsIn),
      connections: Math.max(1, ofLists),
    },
    writer,
    write: executeOn(writer, postgresWords, rowsIn),
    writers,
    transaction: (body, waitsShortly = false) => repeated(connections, body, { marked: true, waitsShortly }),
    exclusive: (body) =>
      repeated(
        connections,
        async (execute) => {
          await execute(schemaLock, []);
          return body(execute);
        },
        { marked: false, waitsShortly: false },
      ),
    schemaSql,
    isForbidden,
    ...postgresFailures,
    close,
  };
}

const rowsIn = (answer: unknown): readonly Row[] => (answer as { readonly rows: readonly Row[] }).rows;

async function checkServer(writer: Knex): Promise<void> {
  const [row] = rowsIn(await writer.raw(serverVersion));
  if (Number(row?.['version']) < 140_000) throw new Error('expected PostgreSQL 14 or later');
  const encoding = String(row?.['encoding']);
  if (encoding !== 'UTF8') throw new Error(`expected a database in UTF8, it is in ${encoding}`);
}

/** Names the server, never the password. A server with several addresses gives an error without a message. */
function unopened(url: string, failure: unknown): Error {
  const { hostname, port, pathname } = new URL(url);
  const { message, code } = (failure ?? {}) as { readonly message?: string; readonly code?: string };
  const at = `${hostname}:${port === '' ? '5432' : port}${pathname}`;
  return new Error(`DATABASE_URL: cannot open the database ${at}: ${message || code || 'no answer'}`, {
    cause: failure,
  });
}
