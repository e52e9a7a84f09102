import type { Socket } from 'node:net';
import knex, { type Knex } from 'knex';
import pg from 'pg';
import { silent } from './database.js';
import { connectionSettings, hasEventFeed, noteServer, readSettings, type SessionSettings } from './postgres-sql.js';

/** A connection of a pool; the pool drops it once it is marked. */
export type PostgresClient = pg.Client & {
  __knex__disposed?: unknown;
  readonly __knexUid?: string;
  readonly connection: { readonly stream: Socket };
};

/** How long the server's own time-out of a statement is waited for. */
const patienceMs = 5_000;

/** How long a connection may take. */
const connectMs = 5_000;

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

/** A pool of connections, each with the settings. */
export function connect(url: string, connections: number, settings: SessionSettings): Knex {
  const clients = new Map<string | undefined, PostgresClient>();
  const pool = knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'affinity-engine',
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      query_timeout: settings.statementTimeoutMs + patienceMs,
      types: typed,
    } as Knex.PgConnectionConfig,
    acquireConnectionTimeout: connectMs + 1_000,
    compileSqlOnError: false,
    log: silent,
    pool: {
      min: 0,
      max: connections,
      idleTimeoutMillis: 60_000,
      propagateCreateError: true,
      afterCreate: (client: PostgresClient, done: (error: Error | null, client: PostgresClient) => void) => {
        clients.set(client.__knexUid, client);
        client.once('end', () => clients.delete(client.__knexUid));
        prepare(client, settings).then(
          () => done(null, client),
          (failure: Error) => done(failure, client),
        );
      },
    },
  });
  // The server did not even end the statement: the connection is silent, and would keep the next one waiting, too.
  pool.on('query-error', ({ message }: Error, { __knexUid }: { readonly __knexUid?: string }) => {
    if (message.includes('Query read timeout')) cut(clients.get(__knexUid));
  });
  return pool;
}

/** Ends a connection without a word to the server. */
export function cut(client: PostgresClient | undefined): void {
  if (client === undefined) return;
  client.__knex__disposed = new Error('the connection was silent');
  client.connection.stream.destroy();
}

/** Sets the settings in one round trip and reads them back in another. One that writes looks which server it is on. */
async function prepare(client: PostgresClient, settings: SessionSettings): Promise<void> {
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
  if (settings.readOnly) return;
  const {
    rows: [feed],
  } = await client.query<{ readonly found: boolean }>(hasEventFeed);
  if (feed?.found === true) await client.query(noteServer);
}
