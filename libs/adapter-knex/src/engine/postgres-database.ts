import knex, { type Knex } from 'knex';
import pg from 'pg';
import { executeOn, silent, type Database } from './database.js';
import {
  begin,
  connectionSettings,
  isConnectionFailure,
  isUniqueViolation,
  mayPass,
  outcomeOf,
  postgresWords,
  schemaLock,
  readSettings,
  schemaSql,
  type SessionSettings,
} from './postgres-sql.js';
import type { Execute, Row, Value } from './sql.js';

/** A PostgreSQL server and how many connections one process opens to it. */
export type PostgresSettings = {
  /** `postgres://user:password@host:port/database`, with `sslmode`, `sslrootcert`, `sslcert` and `sslkey`. */
  readonly url: string;
  readonly readers?: number;
  readonly writers?: number;
  /** How long a statement may take. */
  readonly statementTimeoutMs?: number;
};

/** How often a transaction is tried that the database refuses for a reason that passes. */
const tries = 6;

/** How long a connection may take. */
const connectMs = 5_000;

type Client = pg.Client & { __knex__disposed?: unknown };

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
  const reader = connect(url, readers, { readOnly: true, statementTimeoutMs });
  const close = async () => {
    await reader.destroy();
    await writer.destroy();
  };
  try {
    await checkServer(writer);
    await reader.raw('select 1');
  } catch (failure) {
    await close();
    throw unopened(url, failure);
  }
  return {
    words: postgresWords,
    reader,
    read: executeOn(reader, postgresWords, rowsIn),
    writer,
    write: executeOn(writer, postgresWords, rowsIn),
    writers,
    transaction: (body) => repeated(writer, body),
    exclusive: (body) =>
      repeated(writer, async (execute) => {
        await execute(schemaLock, []);
        return body(execute);
      }),
    schemaSql,
    isUniqueViolation,
    isUnavailable: (failure) => failure instanceof OutcomeUnknown || isConnectionFailure(failure),
    close,
  };
}

const rowsIn = (answer: unknown): readonly Row[] => (answer as { readonly rows: readonly Row[] }).rows;

/** Runs a transaction again while the reason it was refused for may pass. */
async function repeated<Result>(pool: Knex, body: (execute: Execute) => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await inTransaction(pool, body);
    } catch (failure) {
      const again = mayPass(failure) || (isConnectionFailure(failure) && !(failure instanceof OutcomeUnknown));
      if (!again || tried === tries) throw failure;
      await pause(tried);
    }
  }
}

/** A random wait, longer with each try, so that two that met do not meet again. */
const pause = (tried: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(1_000, 10 * 4 ** tried)));

async function inTransaction<Result>(pool: Knex, body: (execute: Execute) => Promise<Result>): Promise<Result> {
  const client = (await pool.client.acquireConnection()) as Client;
  let failed: unknown;
  try {
    const started = (await client.query(begin)) as unknown as readonly {
      readonly rows: readonly { readonly id: string }[];
    }[];
    const id = started[1]?.rows[0]?.id ?? '';
    const result = await body(executeOnClient(client));
    await commit(pool, client, id);
    return result;
  } catch (failure) {
    failed = failure;
    await client.query('rollback').catch((lost: unknown) => (client.__knex__disposed = lost));
    throw failure;
  } finally {
    if (isConnectionFailure(failed)) client.__knex__disposed = failed;
    await pool.client.releaseConnection(client);
  }
}

/** Commits. If the connection is lost meanwhile, asks on another one whether the transaction was committed. */
async function commit(pool: Knex, client: Client, id: string): Promise<void> {
  try {
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error(`the transaction was ended with ${command}`);
  } catch (failure) {
    if (!isConnectionFailure(failure)) throw failure;
    if (!(await wasCommitted(pool, id, failure))) throw failure;
    client.__knex__disposed = failure;
  }
}

/** The outcome of a transaction could not be asked for: it may have been committed. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('the connection was lost at the commit, and its outcome could not be asked for', { cause });
    this.name = 'OutcomeUnknown';
  }
}

async function wasCommitted(pool: Knex, id: string, failure: unknown): Promise<boolean> {
  for (let tried = 1; tried <= tries; tried += 1) {
    try {
      const client = (await pool.client.acquireConnection()) as Client;
      try {
        const { rows } = await client.query<{ readonly status: string | null }>(outcomeOf, [id]);
        const status = rows[0]?.status;
        if (status === 'committed') return true;
        if (status === 'aborted') return false;
      } finally {
        await pool.client.releaseConnection(client);
      }
    } catch (lost) {
      if (!isConnectionFailure(lost)) throw lost;
    }
    await pause(tried);
  }
  throw new OutcomeUnknown(failure);
}

const executeOnClient = (client: Client): Execute =>
  Object.assign(
    async (sql: string, bindings: readonly Value[]) =>
      (await client.query<Row>(numbered(sql), bindings as Value[])).rows as readonly Row[],
    { words: postgresWords },
  );

const known = new Map<string, string>();

/** `?` becomes `$1`, `$2`, … */
function numbered(sql: string): string {
  let text = known.get(sql);
  if (text === undefined) {
    let count = 0;
    text = sql.replaceAll('?', () => `$${(count += 1)}`);
    known.set(sql, text);
  }
  return text;
}

/** 64-bit integers and sums are numbers; one beyond 2^53 is an error instead of a wrong number. */
const exactInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`the database answered ${text}, more than a number holds`);
  return value;
};
const integerTypes = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);
const typed = {
  getTypeParser: ((oid: number, format?: 'text') =>
    integerTypes.has(oid)
      ? exactInteger
      : pg.types.getTypeParser(oid, format ?? 'text')) as typeof pg.types.getTypeParser,
};

const connect = (url: string, connections: number, settings: SessionSettings): Knex =>
  knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'affinity-engine',
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      types: typed,
    } as Knex.PgConnectionConfig,
    acquireConnectionTimeout: connectMs + 1_000,
    compileSqlOnError: false,
    log: silent,
    pool: {
      min: 0,
      max: connections,
      idleTimeoutMillis: 10 * 60_000,
      propagateCreateError: true,
      afterCreate: (client: Client, done: (error: Error | null, client: Client) => void) => {
        prepare(client, settings).then(
          () => done(null, client),
          (failure: Error) => done(failure, client),
        );
      },
    },
  });

/** Sets the settings in one round trip and reads them back in another. */
async function prepare(client: Client, settings: SessionSettings): Promise<void> {
  const wanted = connectionSettings(settings);
  await client.query(wanted.map(([name, value]) => `set ${name} = '${value}'`).join('; '));
  const { rows } = await client.query<{ readonly name: string; readonly value: string }>(readSettings, [
    wanted.map(([name]) => name),
  ]);
  const actual = new Map(rows.map(({ name, value }) => [name, value]));
  for (const [name, value] of wanted) {
    if (actual.get(name) === value) continue;
    throw new Error(`PostgreSQL setting ${name} is ${String(actual.get(name))}, expected ${value}`);
  }
}

async function checkServer(writer: Knex): Promise<void> {
  const [row] = rowsIn(
    await writer.raw(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
    ),
  );
  if (Number(row?.['version']) < 140_000) throw new Error('expected PostgreSQL 14 or later');
  if (row?.['encoding'] !== 'UTF8')
    throw new Error(`expected a database in UTF8, it is in ${String(row?.['encoding'])}`);
}

/** Names the server, never the password. */
function unopened(url: string, failure: unknown): Error {
  const { hostname, port, pathname } = new URL(url);
  const reason =
    failure instanceof Error ? failure.message || String((failure as { code?: unknown }).code) : String(failure);
  return new Error(
    `DATABASE_URL: cannot open the database ${hostname}:${port === '' ? '5432' : port}${pathname}: ${reason}`,
    {
      cause: failure,
    },
  );
}
