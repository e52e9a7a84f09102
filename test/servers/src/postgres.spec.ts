import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPostgres, type PostgresServer } from './postgres.js';

describe('a PostgreSQL server of its own', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ settings: { work_mem: '1234kB' } });
  });
  afterAll(() => server.remove());

  it('listens on 127.0.0.1 on a port that no server has by default', async () => {
    expect(new URL(server.url()).host).toBe(`127.0.0.1:${server.port}`);
    expect(server.port).not.toBe(5432);
    expect(await server.execute('show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  });

  it('has UTF-8, sorts by bytes and takes settings', async () => {
    expect(await server.execute('show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    expect(await server.execute(`select 'a' > 'B' as by_bytes`)).toEqual([{ by_bytes: true }]);
    expect(await server.execute('show work_mem')).toEqual([{ work_mem: '1234kB' }]);
  });

  it('returns the rows of the last of several statements', async () => {
    expect(await server.execute('select 1 as one; select 2 as two')).toEqual([{ two: 2 }]);
  });

  it('connects as another user where one is named', async () => {
    await server.execute('create role reader login');
    const { name, drop } = await server.createDatabase();
    expect(new URL(server.url(name, 'reader')).username).toBe('reader');
    await drop();
  });

  it.each(['stop', 'kill'] as const)('is down after %s, and has its data and port after a restart', async (end) => {
    const { name } = await server.createDatabase();
    await server.execute('create table kept (id int); insert into kept values (7)', name);
    await server[end]();
    await expect(server.execute('select')).rejects.toThrow('ECONNREFUSED');
    await server.restart();
    expect(await server.execute('select id from kept', name)).toEqual([{ id: 7 }]);
  });

  it('loses what came after a backup that it is restored from, and goes on', async () => {
    const { name } = await server.createDatabase();
    const timeline = () => server.execute(`select left(pg_walfile_name(pg_current_wal_lsn()), 8) as timeline`);
    await server.execute('create table written (id int); insert into written values (1)', name);
    const [copy, before] = [await server.backUp(), await timeline()];
    await server.execute('insert into written values (2)', name);
    await server.restore(copy);
    await server.execute('insert into written values (3)', name);
    expect(await server.execute('select id from written', name)).toEqual([{ id: 1 }, { id: 3 }]);
    expect(await timeline()).not.toEqual(before);
  });

  it('restarts while it runs', async () => {
    const started = () => server.execute('select pg_postmaster_start_time()::text as at');
    const before = await started();
    await server.restart();
    expect(await started()).not.toEqual(before);
  });
});

describe('a PostgreSQL server with fsync', () => {
  it('has production settings and loses no commit when it is killed', async () => {
    const server = await startPostgres({ fsync: true });
    expect(
      await server.execute(
        `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')
         order by name`,
      ),
    ).toEqual(['fsync', 'full_page_writes', 'synchronous_commit'].map((name) => ({ name, setting: 'on' })));
    await server.execute('create table kept (id int)');
    for (let id = 1; id <= 20; id += 1) await server.execute(`insert into kept values (${id})`);
    await server.kill();
    await server.restart();
    expect(await server.execute('select count(*)::int as rows from kept')).toEqual([{ rows: 20 }]);
    await server.remove();
  });
});

describe('a named folder', () => {
  it('is made, kept by remove, and found again', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'affinity-engine-test-'));
    const dataDir = join(parent, 'cluster');
    // The server's user must be able to enter it.
    chmodSync(parent, 0o755);
    const first = await startPostgres({ dataDir });
    await first.execute('create table kept (id int)');
    await first.remove();
    expect(existsSync(join(dataDir, 'PG_VERSION'))).toBe(true);
    const second = await startPostgres({ dataDir });
    expect(await second.execute('select * from kept')).toEqual([]);
    await second.remove();
    rmSync(parent, { recursive: true });
  });
});

describe('a PostgreSQL server that cannot start', () => {
  it('says what it logged', async () => {
    await expect(startPostgres({ settings: { shared_buffers: 'much' } })).rejects.toThrow(
      /postgres ended:[\s\S]*shared_buffers/,
    );
  });
});
