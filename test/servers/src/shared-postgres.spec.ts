import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { databasesAt, dropDatabases } from './databases.js';
import { sharePostgres, sharedPostgres, temporaryDatabase } from './shared-postgres.js';

describe('the server that spec files share', () => {
  it('is the one that the global set-up has started', async () => {
    const server = await sharedPostgres();
    expect(server.url()).toBe(process.env['TEST_POSTGRES_URL']);
    expect(await server.execute('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is the same for all callers', async () => {
    expect(await sharedPostgres()).toBe(await sharedPostgres());
  });
});

describe('a temporary database', () => {
  it('is new and empty, and gone after drop, also while a connection uses it', async () => {
    const database = await temporaryDatabase();
    const other = await temporaryDatabase();
    expect(database.name).not.toBe(other.name);
    expect(new URL(database.url).pathname).toBe(`/${database.name}`);
    const connection = new pg.Client({ connectionString: database.url });
    await connection.connect();
    connection.on('error', () => undefined);
    const terminated = once(connection, 'error');
    await database.drop();
    expect(String(await terminated)).toContain('terminating connection');
    await other.drop();
    expect(await names([database.name, other.name])).toEqual([]);
  });

  it('has what its template has, and does not change it', async () => {
    const server = await sharedPostgres();
    const template = await server.template('counted', async (url) => {
      await databasesAt(url).execute('create table counted (id int); insert into counted values (1)');
    });
    const [one, other] = [await temporaryDatabase(template), await temporaryDatabase(template)];
    await server.execute('insert into counted values (2)', one.name);
    expect(await server.execute('select id from counted order by id', one.name)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await server.execute('select id from counted', other.name)).toEqual([{ id: 1 }]);
    await one.drop();
    await other.drop();
  });
});

describe('a template', () => {
  it('is prepared once, however many callers want it at the same time', async () => {
    const server = await sharedPostgres();
    let prepared = 0;
    const wanted = Array.from({ length: 5 }, () =>
      server.template('wanted-at-once', async (url) => {
        prepared += 1;
        await databasesAt(url).execute('create table prepared (id int)');
      }),
    );
    expect(new Set(await Promise.all(wanted)).size).toBe(1);
    expect(prepared).toBe(1);
  });

  it('is prepared anew after a preparation that failed half-way', async () => {
    const server = await sharedPostgres();
    const failing = server.template('difficult', async (url) => {
      await databasesAt(url).execute('create table half (id int)');
      throw new Error('half-way');
    });
    await expect(failing).rejects.toThrow('half-way');
    const template = await server.template('difficult', async (url) => {
      await databasesAt(url).execute('create table half (id int); create table whole (id int)');
    });
    expect(await server.execute('select * from whole', template)).toEqual([]);
  });
});

describe('a server that a tester names', () => {
  const settings = ['TEST_POSTGRES_URL', 'TEST_POSTGRES_PREFIX'] as const;
  const before = settings.map((name) => process.env[name]);
  afterEach(() => settings.forEach((name, at) => (process.env[name] = before[at])));

  it('is used, and afterwards has none of the databases of these tests', async () => {
    const end = await sharePostgres();
    const own = databasesAt(process.env['TEST_POSTGRES_URL'] ?? '', process.env['TEST_POSTGRES_PREFIX']);
    const template = await own.template('left', async () => undefined);
    const { name } = await own.createDatabase();
    const notOfThese = await (await sharedPostgres()).createDatabase();
    await end();
    expect(await names([template, name, notOfThese.name])).toEqual([notOfThese.name]);
    await dropDatabases(await sharedPostgres(), notOfThese.name.replace(/_[^_]+$/, '_no-such'));
    expect(await names([notOfThese.name])).toEqual([notOfThese.name]);
    await notOfThese.drop();
  });
});

async function names(of: readonly string[]): Promise<readonly unknown[]> {
  const list = of.map((name) => `'${name}'`).join(', ');
  const found = await (await sharedPostgres()).execute(`select datname from pg_database where datname in (${list})`);
  return found.map(({ datname }) => datname);
}
