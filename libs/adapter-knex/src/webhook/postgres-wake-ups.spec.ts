import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sharedPostgres, startPostgres, temporaryDatabase, type TestDatabase } from '@affinity-engine/test-servers';
import { sharedWakeUpsContract, wakeUpsContract } from '@affinity-engine/webhook/testing';
import pg from 'pg';
import type { NoticeReport } from '../engine/postgres-notices.js';
import { postgresWakeUps, type PostgresWakeUps } from './postgres-wake-ups.js';

const hour = 3_600_000;
let database: TestDatabase;
let observer: pg.Client;
const heard: string[] = [];
beforeAll(async () => {
  database = await temporaryDatabase();
  observer = new pg.Client({ connectionString: database.url });
  observer.on('notification', ({ payload = '' }) => void heard.push(payload));
  await observer.connect();
  await observer.query('listen affinity_engine_wake_ups');
}, 30_000);
afterAll(async () => {
  await observer.end();
  await database.drop();
});

const opened: PostgresWakeUps[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((wakeUps) => wakeUps.close()));
});

function open(report: NoticeReport = () => undefined, url = database.url): PostgresWakeUps {
  const wakeUps = postgresWakeUps(url, report);
  opened.push(wakeUps);
  return wakeUps;
}

let sent = 0;

/**
 * Sends until a notice arrives as it was sent: then the process is connected, and nothing more of it is under way. What is
 * sent while another notice waits becomes one that names nothing.
 */
async function connected(wakeUps: PostgresWakeUps): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (let isHeard = false; !isHeard;) {
    if (performance.now() > deadline) throw new Error('a process did not connect within ten seconds');
    const notice = JSON.stringify([`process ${(sent += 1)}`]);
    wakeUps.notify(JSON.parse(notice) as string[]);
    isHeard = await until(() => heard.includes(notice), 200).then(
      () => true,
      () => false,
    );
  }
  await wakeUps.next(hour);
}

/** Longer than ids are gathered, then as long as a notice takes. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 6));
  for (let times = 0; times < 3; times += 1) await observer.query('select 1');
  await new Promise(setImmediate);
}

wakeUpsContract('through PostgreSQL', async () => ({
  wakeUps: open(),
  pass: async () => undefined,
  settle: () => new Promise(setImmediate),
}));

sharedWakeUpsContract('through PostgreSQL', async () => ({
  async processes(count) {
    const all = Array.from({ length: count }, () => open());
    for (const each of all) await connected(each);
    await settle();
    return all;
  },
  settle,
}));

describe('a notice', () => {
  it('names the endpoints that have work; too many, or too long for PostgreSQL, it only says that some have', async () => {
    const sender = open();
    await connected(sender);
    await settle();
    heard.splice(0);
    for (const [ids, notices] of [
      [['a', 'b'], 1],
      [[], 1],
      [Array.from({ length: 101 }, (_, index) => `${index}`), 2],
      [['é'.repeat(4_000)], 3],
    ] as const) {
      sender.notify(ids);
      await settle();
      await until(() => heard.length >= notices);
    }
    expect(heard).toEqual(['["a","b"]', '[]', '[]']);
  });
});

describe('a connection that is lost', () => {
  it('is made anew; processes then wake each other again, and look for what they may have missed', async () => {
    const said: string[] = [];
    const [sender, dispatcher] = [open(), open((state) => void said.push(state))];
    await connected(sender);
    dispatcher.listen(true);
    await dispatcher.next(hour);
    await settle();
    await dispatcher.next(0);
    const { execute } = await sharedPostgres();
    await execute(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'affinity-engine wake-ups' and datname = '${database.name}'`,
    );
    await dispatcher.next(hour);
    expect(said).toEqual(['lost', 'back']);
    await connected(sender);
    await settle();
    await dispatcher.next(0);
    const woken = dispatcher.next(hour);
    sender.notify(['a']);
    await woken;
  }, 20_000);

  it('is reported once, however long the server is away, and delays neither notices nor the end', async () => {
    const server = await startPostgres();
    await server.stop();
    const said: string[] = [];
    const wakeUps = open((state) => void said.push(state), server.url());
    wakeUps.listen(true);
    await until(() => said.length === 1);
    for (let times = 0; times < 10; times += 1) wakeUps.notify([`endpoint ${times}`]);
    await wakeUps.next(hour);
    await server.restart();
    await wakeUps.next(hour);
    expect(said).toEqual(['lost', 'back']);
    await server.kill();
    const began = performance.now();
    await wakeUps.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    await server.remove();
  }, 20_000);
});

async function until(check: () => boolean, ms = 10_000): Promise<void> {
  const deadline = performance.now() + ms;
  while (!check()) {
    if (performance.now() > deadline) throw new Error(`it did not happen within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
