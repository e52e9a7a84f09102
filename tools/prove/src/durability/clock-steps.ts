import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Conduct } from '@affinity-engine/test-faults';
import { clientFor, eventually, startEngine, type Engine, type Patience } from '@affinity-engine/test-harness';
import { findFakeTime, startPostgres } from '@affinity-engine/test-servers';
import { progress, type Row } from '@affinity-engine/tool-bench/report';
import { must, none, promisesOf } from './promises.js';

/** How far the clock is ahead of the true one, in seconds, one after the other: steps of an hour back and forward. */
const steps = [0, -3_600, 0, 3_600, 0];

/** Events of each step. Some wait for the end of a back-off when it comes. */
const [each, waiting] = [40, 10];

/** So late an event may be after a step. */
const patience = { deadline: 15_000, every: 50 };

type Clocked = {
  readonly engine: Engine;
  /** Planted: puts off a retry by five seconds, once there is one: not so long that it counts as a clock that was set back. */
  readonly holdBack?: () => Promise<unknown>;
  readonly remove: () => Promise<unknown>;
};

/** The wall clock of a running engine steps back and forward by an hour. SQLite reads the same clock, PostgreSQL its own. */
export async function clockSteps(): Promise<readonly Row[]> {
  const library = await findFakeTime();
  if (library === undefined) {
    console.warn('WARNING: libfaketime is missing (apt-get install libfaketime): clocks were NOT stepped.');
    return [must('clocks stepped', 0, '2', false)];
  }
  const folder = mkdtempSync(join(tmpdir(), 'affinity-prove-clock-'));
  const file = join(folder, 'clock');
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    WEBHOOK_TIMEOUT_SECONDS: '1',
    WEBHOOK_BACKOFF_SECONDS: '1', // long enough to be found waiting
    LOG_LEVEL: 'fatal',
  };
  // Replaced at once, for it is read at every look at the clock.
  const stepTo = (seconds: number): void => {
    writeFileSync(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(`${file}.new`, file);
  };
  stepTo(0);
  try {
    const onSqlite = { engine: await startEngine({ built: true, env }), remove: async () => undefined };
    const rows = await stepped('SQLite', stepTo, onSqlite);
    stepTo(0);
    return [...rows, ...(await stepped('PostgreSQL', stepTo, await onPostgres(env)))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function stepped(
  kind: string,
  stepTo: (seconds: number) => void,
  { engine, holdBack, remove }: Clocked,
): Promise<readonly Row[]> {
  let conduct: Conduct = '200';
  const promised = await promisesOf(
    () => engine,
    () => conduct,
  );
  const owner = engine.credentials.partner.id;
  const read: string[] = [];
  const late: string[] = [];
  try {
    for (const seconds of steps) {
      progress(`${kind}: the clock is ${seconds} s ahead`);
      conduct = '500';
      await promised.contractMany(waiting);
      const contracting = promised.contractMany(each);
      stepTo(seconds);
      conduct = '200';
      await contracting;
      late.push(...(await waitingAt(engine, `a step to ${seconds} s`)));
      read.push(...(await feedAfter(engine, owner, read.at(-1))));
    }
    const sequences = read.map((id) => Number(id.slice(id.lastIndexOf('-') + 1)));
    const gaps = sequences.filter((sequence, at) => sequence !== at + 1).map((sequence) => `event ${sequence}`);
    const expected = steps.length * (each + waiting);
    const made = promised.acknowledged.length;
    const rows = [
      must(`${kind}, clock stepped: creations acknowledged`, made, `${expected}`, made === expected),
      none(`${kind}, clock stepped: events late by more than ${patience.deadline / 1_000} s`, late),
      must(`${kind}, clock stepped: events read from the feed`, read.length, `${expected}`, read.length === expected),
      none(`${kind}, clock stepped: out of sequence in the feed`, gaps),
      none(`${kind}, clock stepped: broken promises`, (await promised.broken()).filter(isNotOfTheClock)),
    ];
    if (holdBack === undefined) return rows;
    conduct = '500';
    await promised.contractMany(1);
    await holdBack();
    conduct = '200';
    const noticed = await waitingAt(engine, 'its retry was put off', { deadline: 3_000, every: 50 });
    return [
      ...rows,
      must(`${kind}, planted: noticed where a retry comes late`, noticed.length, '1', noticed.length === 1),
    ];
  } finally {
    await engine.kill();
    await promised.close();
    await remove();
  }
}

/** Receivers refuse what was signed an hour ago, or in an hour: that is meant. */
const isNotOfTheClock = (problem: string): boolean => !problem.endsWith('is not signed rightly');

/** Says so if events still wait after a while. */
async function waitingAt(engine: Engine, after: string, patiently: Patience = patience): Promise<readonly string[]> {
  const admin = clientFor(engine, 'admin');
  const call = `/ops/v1/webhook-endpoints/${engine.credentials.partner.webhookEndpointId}`;
  const look = async (): Promise<readonly string[]> => {
    const { body } = await admin.get<{ readonly waiting: number }>(call);
    if (body.waiting > 0) throw new Error(`${body.waiting} events wait after ${after}`);
    return [];
  };
  return eventually(look, patiently).catch((failure: unknown) => [String(failure)]);
}

/** The ids of the events after one, as a reader gets them who comes now and then. */
async function feedAfter(engine: Engine, owner: string, last: string | undefined): Promise<readonly string[]> {
  const query = { owner_id: owner, rows: 1_000, ...(last === undefined ? {} : { after: last }) };
  const { body } = await clientFor(engine, 'admin').get<{ readonly items: readonly { readonly id: string }[] }>(
    '/ops/v1/events',
    { query },
  );
  return body.items.map(({ id }) => id);
}

async function onPostgres(env: Readonly<Record<string, string>>): Promise<Clocked> {
  const server = await startPostgres();
  const { name, url } = await server.createDatabase();
  const putOff = `update endpoint_progress set due_at = due_at + 5000 where failures > 0 and claimed = 0 returning id`;
  const holdBack = () =>
    eventually(async () => {
      if ((await server.execute(putOff, name)).length === 0) throw new Error('nothing has failed');
    });
  const more = { DATABASE_URL: url, ENGINE_SECRET: 'the secret of an engine whose clock steps' };
  return {
    engine: await startEngine({ built: true, env: { ...env, ...more } }),
    holdBack,
    remove: () => server.remove(),
  };
}
