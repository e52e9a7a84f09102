import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sharedPostgres } from '@affinity-engine/test-servers';
import { cuttingProxy, type Cut, type CuttingProxy } from '../testing/cutting-proxy.js';
import { temporaryPostgresStore, type TemporaryStore } from '../testing/temporary-store.js';
import type { Database } from './database.js';
import { openPostgres } from './postgres-database.js';
import type { Execute } from './sql.js';

const insert = (execute: Execute, id: string) => execute('insert into organization values (?, ?, 1)', [id, id]);

describe('a transaction on PostgreSQL', () => {
  let store: TemporaryStore;
  let proxy: CuttingProxy;
  let database: Database;
  beforeEach(async () => {
    store = await temporaryPostgresStore();
    const { url } = await sharedPostgres();
    proxy = await cuttingProxy(url());
    const [row] = await store.rows('select current_database() as name');
    database = await openPostgres({ url: proxy.url(url(String(row?.['name']))), readers: 1 });
  });
  afterEach(async () => {
    await database.close();
    await proxy.close();
    await store.close();
  });

  const stored = async () => (await store.rows('select id from organization order by id')).map(({ id }) => id);
  /** Inserts two rows; `between` is done in between at the first run. @returns how often it ran */
  async function insertTwo(between: (execute: Execute) => Promise<unknown> = async () => undefined): Promise<number> {
    let runs = 0;
    await database.transaction(async (execute) => {
      runs += 1;
      await insert(execute, 'a');
      if (runs === 1) await between(execute);
      await insert(execute, 'b');
    });
    return runs;
  }

  it('is stored as a whole and once where its connection is ended between two statements', async () => {
    const runs = await insertTwo(async (execute) => {
      const [row] = await execute('select pg_backend_pid() as pid', []);
      await store.rows('select pg_terminate_backend(?)', Number(row?.['pid']));
    });
    expect([runs, await stored()]).toEqual([2, ['a', 'b']]);
  });

  it.each<[Cut, number]>([
    ['before the commit', 2],
    ['after the commit', 1],
  ])('is stored once where the connection is lost %s', async (cut, runs) => {
    proxy.cutNext(cut);
    expect([await insertTwo(), await stored()]).toEqual([runs, ['a', 'b']]);
  });

  it('is reported as unavailable where its outcome cannot be asked for', async () => {
    proxy.cutNext('after the commit', true);
    const failure: unknown = await insertTwo().catch((thrown: unknown) => thrown);
    expect([String(failure), database.isUnavailable(failure)]).toEqual([
      'OutcomeUnknown: the connection was lost at the commit, and its outcome could not be asked for',
      true,
    ]);
  }, 20_000);

  it('is reported as unavailable where the disk of the server is full, and not tried again', async () => {
    await store.execute(`create sequence tries`);
    await store.execute(`create function no_room() returns trigger language plpgsql as $$ begin
      perform nextval('tries'); raise exception 'could not extend file' using errcode = 'disk_full'; end $$`);
    await store.execute(`create trigger no_room before insert on organization execute function no_room()`);
    const failure: unknown = await insertTwo().catch((thrown: unknown) => thrown);
    expect([String(failure), database.isUnavailable(failure)]).toEqual([
      expect.stringContaining('could not extend'),
      true,
    ]);
    expect(await store.rows('select last_value as tries from tries')).toEqual([{ tries: 1 }]);
    await store.execute('drop function no_room cascade');
    await store.execute('drop sequence tries');
    expect(await insertTwo()).toBe(1);
  });

  it('does not wait for ever on a connection that went silent: it fails, and the next one gets another', async () => {
    const [row] = await store.rows('select current_database() as name');
    const url = proxy.url((await sharedPostgres()).url(String(row?.['name'])));
    const impatient = await openPostgres({ url, readers: 1, statementTimeoutMs: 200 });
    await impatient.read('select 1', []);
    proxy.silence();
    const failure: unknown = await impatient.read('select 1', []).catch((thrown: unknown) => thrown);
    expect([String(failure), impatient.isUnavailable(failure)]).toEqual([
      expect.stringContaining('Query read timeout'),
      true,
    ]);
    expect(await impatient.read('select 1 as one', [])).toEqual([{ one: 1 }]);
    await impatient.close();
  }, 20_000);

  it('runs again after a deadlock', async () => {
    await insertTwo();
    const renamed = (first: string, second: string, met: () => Promise<void>) => {
      let runs = 0;
      return database.transaction(async (execute) => {
        runs += 1;
        await execute('update organization set name = name || ? where id = ?', ['x', first]);
        if (runs === 1) await met();
        await execute('update organization set name = name || ? where id = ?', ['x', second]);
        return runs;
      });
    };
    let arrive: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (arrive = resolve));
    let met = 0;
    const meet = async () => {
      met += 1;
      if (met === 2) arrive();
      await both;
    };
    const runs = await Promise.all([renamed('a', 'b', meet), renamed('b', 'a', meet)]);
    expect(runs.toSorted()).toEqual([1, 2]);
    expect(await store.rows('select name from organization order by id')).toEqual([{ name: 'axx' }, { name: 'bxx' }]);
  });

  it('is refused as a whole where a statement fails for good', async () => {
    const failing = database.transaction(async (execute) => {
      await insert(execute, 'a');
      await insert(execute, 'a');
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await stored()).toEqual([]);
  });
});

describe('a PostgreSQL database', () => {
  it('is opened with its settings in effect on every connection, readers without the right to write', async () => {
    const { createDatabase } = await sharedPostgres();
    const { url, drop } = await createDatabase();
    const database = await openPostgres({ url, statementTimeoutMs: 1_500 });
    const settings = `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
      current_setting('synchronous_commit') as commit, current_setting('default_transaction_read_only') as reads`;
    const inForce = { statement: '1500ms', lock: '2s', commit: 'on' };
    expect(await database.read(settings, [])).toEqual([{ ...inForce, reads: 'on' }]);
    expect(await database.write(settings, [])).toEqual([{ ...inForce, reads: 'off' }]);
    await expect(database.read('create table x (id int)', [])).rejects.toThrow('read-only transaction');
    await database.close();
    await drop();
  });

  it('answers whole numbers as numbers, and refuses one that a number cannot hold', async () => {
    const { database, close } = await temporaryPostgresStore();
    const [row] = await database.read(
      'select 9007199254740991::bigint as most, sum(x) as sum from (values (1::bigint), (2)) as v (x)',
      [],
    );
    expect(row).toEqual({ most: 9_007_199_254_740_991, sum: 3 });
    await expect(database.read('select 9007199254740993::bigint as more', [])).rejects.toThrow('9007199254740993');
    await close();
  });

  it('that cannot be reached, or has another encoding, is refused with one line without the password', async () => {
    await expect(openPostgres({ url: 'postgres://engine:hidden@127.0.0.1:1/engine' })).rejects.toThrow(
      /^DATABASE_URL: cannot open the database 127\.0\.0\.1:1\/engine: connect ECONNREFUSED [^\n]+$/,
    );
    const { execute, url } = await sharedPostgres();
    await execute(`create database ascii encoding 'SQL_ASCII' template template0`);
    await expect(openPostgres({ url: url('ascii') })).rejects.toThrow(
      /: expected a database in UTF8, it is in SQL_ASCII$/,
    );
    await execute('drop database ascii with (force)');
  });
});
