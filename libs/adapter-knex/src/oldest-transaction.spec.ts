import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryDatabase, type TestDatabase } from '@affinity-engine/test-servers';
import pg from 'pg';
import { openPostgres } from './engine/postgres-database.js';
import type { Database } from './engine/database.js';
import { oldestTransactionSeconds } from './oldest-transaction.js';
import { temporaryStore } from './testing/temporary-store.js';

describe('the age of the oldest open transaction', () => {
  const role = `watcher_${process.pid}`;
  let created: TestDatabase;
  let other: pg.Client;
  const opened: Database[] = [];
  beforeAll(async () => {
    created = await temporaryDatabase();
    other = new pg.Client({ connectionString: created.url });
    await other.connect();
    await other.query(`create role ${role} login`);
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
    await other.query('rollback');
    await other.query(`drop role ${role}`);
    await other.end();
    await created.drop();
  });

  async function openAs(user?: string): Promise<Database> {
    const url = new URL(created.url);
    if (user !== undefined) url.username = user;
    const database = await openPostgres({ url: url.href, readers: 1 });
    opened.push(database);
    return database;
  }

  /** Asks until a second is over since `other` began. */
  async function untilASecond(database: Database): Promise<number> {
    const until = performance.now() + 10_000;
    for (;;) {
      const seconds = (await oldestTransactionSeconds(database.read)) ?? -1;
      if (seconds > 0 || performance.now() > until) return seconds;
    }
  }

  it('counts one that does nothing, of another role only for those who may see that', async () => {
    const [superuser, watcher] = [await openAs(), await openAs(role)];
    expect(await oldestTransactionSeconds(superuser.read)).toBe(0);
    await other.query('begin');
    await other.query('select 1');
    expect(await untilASecond(superuser)).toBeGreaterThan(0);
    expect(await oldestTransactionSeconds(watcher.read)).toBe(0);
    await other.query('rollback');
    await other.query(`grant pg_read_all_stats to ${role}`);
    await other.query('begin');
    await other.query('select 1');
    expect(await untilASecond(watcher)).toBeGreaterThan(0);
    await other.query('commit');
    expect(await oldestTransactionSeconds(superuser.read)).toBe(0);
  }, 30_000);

  it('is unknown on SQLite', async () => {
    const store = await temporaryStore();
    expect(await oldestTransactionSeconds(store.database.read)).toBeNull();
    await store.close();
  });
});
