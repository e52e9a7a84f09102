import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database that was created for tests. */
export type TestDatabase = {
  readonly name: string;
  readonly url: string;
  /** Drops it, also if there are connections to it. */
  drop(): Promise<void>;
};

/** The databases of a PostgreSQL server. */
export interface Databases {
  /** The address of a database, by default of the one to administrate from. */
  url(database?: string, user?: string): string;
  /** Runs statements on a connection of their own. @returns the rows of the last one */
  execute(sql: string, database?: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Creates a database, by default an empty one with a name of its own. */
  createDatabase(options?: { readonly name?: string; readonly template?: string }): Promise<TestDatabase>;
  /**
   * The database with this name, to be used as template. The first caller of all processes creates and prepares it, the
   * others wait.
   * @param prepare must close its connections
   * @returns the name for `createDatabase`
   */
  template(name: string, prepare: (url: string) => Promise<void>): Promise<string>;
}

/** @param prefix what the names of databases begin with */
export function databasesAt(address: string, prefix = newPrefix()): Databases {
  const url = (database?: string, user?: string): string => {
    const changed = new URL(address);
    if (database !== undefined) changed.pathname = `/${encodeURIComponent(database)}`;
    if (user !== undefined) changed.username = encodeURIComponent(user);
    return changed.href;
  };
  const execute: Databases['execute'] = (sql, database) =>
    withConnection(url(database), async (connection) => {
      const results = [await connection.query<Record<string, unknown>>(sql)].flat();
      return results.at(-1)?.rows ?? [];
    });
  const create = (name: string, template = 'template1'): Promise<void> =>
    withConnection(url(), async (connection) => {
      const { rows } = await connection.query<{ version: number }>(
        "select current_setting('server_version_num')::int as version",
      );
      // Half the time of the default, which writes the template to the log. Version 14 has no choice.
      const strategy = (rows[0]?.version ?? 0) >= 150_000 ? 'strategy file_copy' : '';
      await connection.query(`create database ${quoted(name)} template ${quoted(template)} ${strategy}`);
    });
  const drop = async (name: string): Promise<void> => {
    await execute(`drop database if exists ${quoted(name)} with (force)`);
  };
  return {
    url,
    execute,
    createDatabase: async ({ name = `${prefix}_${randomName()}`, template } = {}) => {
      await create(name, template);
      return { name, url: url(name), drop: () => drop(name) };
    },
    template: (shortName, prepare) =>
      withConnection(url(), async (connection) => {
        const name = `${prefix}_${shortName}`;
        await connection.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
        const { rowCount } = await connection.query('select from pg_database where datname = $1', [name]);
        if (rowCount === 0) {
          const unfinished = `${name}_unfinished`;
          await drop(unfinished);
          await create(unfinished);
          await prepare(url(unfinished));
          await connection.query(`alter database ${quoted(unfinished)} rename to ${quoted(name)}`);
        }
        return name;
      }),
  };
}

const randomName = (): string => randomBytes(6).toString('hex');

/** What the names of the databases of one run of the tests begin with. */
export const newPrefix = (): string => `affinity_engine_test_${randomName()}`;

/** Drops all databases of one run. */
export async function dropDatabases({ execute }: Databases, prefix: string): Promise<void> {
  const found = await execute(`select datname from pg_database where starts_with(datname, '${prefix}_')`);
  for (const { datname } of found) await execute(`drop database if exists ${quoted(String(datname))} with (force)`);
}

async function withConnection<Result>(url: string, work: (connection: pg.Client) => Promise<Result>): Promise<Result> {
  const connection = new pg.Client({ connectionString: url });
  // A server that dies meanwhile fails the next query; as an event without listener it would end the process.
  connection.on('error', () => undefined);
  try {
    await connection.connect();
    return await work(connection);
  } finally {
    await connection.end();
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
