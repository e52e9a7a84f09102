import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryDatabase } from '@affinity-engine/test-servers';
import { deleteExpired } from './delete-expired.js';
import { committerOn } from './engine/committer.js';
import type { Database } from './engine/database.js';
import { openPostgres } from './engine/postgres-database.js';
import { migrateDatabase } from './open-database.js';
import { migrate } from './schema/migrate.js';
import { keepsAll } from './testing/retention.js';

const day = 86_400_000;
const today = Math.floor(Date.now() / day) * day;

describe('the log of attempts on PostgreSQL', () => {
  let database: Database;
  let url: string;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    ({ url, drop } = await temporaryDatabase());
    database = await openPostgres({ url });
    await migrate(database);
  });
  afterEach(async () => {
    await database.close();
    await drop();
  });

  const days = async (): Promise<readonly number[]> =>
    (await database.read('select starts, ends from attempt_partition order by starts', [])).map(({ starts, ends }) => {
      expect(Number(ends) - Number(starts)).toBe(day);
      return (Number(starts) - today) / day;
    });
  const log = (sequence: number, at: number) =>
    database.write(
      `insert into webhook_attempt (endpoint_id, sequence, at, duration_ms, delivered, replay, takeover) values ('e', ?, ?, 1, 1, 0, 0)`,
      [sequence, at],
    );
  const logged = async () =>
    (await database.read('select sequence from webhook_attempt order by id', [])).map(({ sequence }) => sequence);
  const forget = (keptDays: number, on: Database = database) =>
    deleteExpired(
      { read: on.read, committer: committerOn(on) },
      { ...keepsAll, attemptsKeptMs: keptDays * day, eventsKeptMs: day },
    );

  it('has a partition for today and each of the seven days to come', async () => {
    expect(await days()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('makes partitions that are missing, with the attempts that came meanwhile', async () => {
    for (const { partition } of await database.read('select partition from attempt_partition', [])) {
      await database.write(`drop table ${String(partition)}`, []);
    }
    await log(1, today + 5);
    await log(2, today - 3 * day);
    expect(await forget(30)).toBe(0);
    expect(await days()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(await logged()).toEqual([1, 2]);
    expect(await database.read('select sequence from webhook_attempt_other', [])).toEqual([{ sequence: 2 }]);
  });

  it('drops whole days that are over, and what no day has by its time', async () => {
    await database.write(
      `create table webhook_attempt_old partition of webhook_attempt for values from (${today - 9 * day}) to (${today - 8 * day})`,
      [],
    );
    for (const [sequence, at] of [today - 8.5 * day, today - 5 * day, today - 20 * day, today + 1].entries()) {
      await log(sequence, at);
    }
    await forget(8.9);
    expect(await logged()).toEqual([0, 1, 3]);
    await forget(7);
    expect(await logged()).toEqual([1, 3]);
    expect(await days()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('is kept by a role that may not change the schema', async () => {
    const role = `engine_${process.pid}`;
    await database.write(`create role ${role} login password 'x'`, []);
    try {
      await migrateDatabase({ url }, { grantTo: role });
      const asEngine = new URL(url);
      [asEngine.username, asEngine.password] = [role, 'x'];
      const engine = await openPostgres({ url: asEngine.href });
      await database.write('drop table webhook_attempt_other', []);
      await database.write('create table webhook_attempt_other partition of webhook_attempt default', []);
      await forget(1, engine);
      await expect(engine.write('create table other (id bigint)', [])).rejects.toThrow('permission denied');
      await engine.close();
    } finally {
      await database.write(`drop owned by ${role}`, []);
      await database.write(`drop role ${role}`, []);
    }
  });
});
