import knex, { type Knex } from 'knex';
import pg from 'pg';
import { silent } from './database.js';
import { connectionSettings, readSettings, type SessionSettings } from './postgres-sql.js';

/** A connection of a pool; the pool drops it once it is marked. */
export type PostgresClient = pg.Client & { __knex__disposed?: unknown };

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
export const connect = (url: string, connections: number, settings: SessionSettings): Knex =>
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
      afterCreate: (client: PostgresClient, done: (error: Error | null, client: PostgresClient) => void) => {
        prepare(client, settings).then(
          () => done(null, client),
          (failure: Error) => done(failure, client),
        );
      },
    },
  });

/** Sets the settings in one round trip and reads them back in another. */
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
}
