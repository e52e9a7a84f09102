import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { answerOf, onceWith, refusalOf } from '@affinity-engine/affinity/testing';
import { kernelErrors, type Once, type Work } from '@affinity-engine/kernel';
import { deleteExpired } from '../delete-expired.js';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { key, text, version } from './columns.js';
import { write } from './committer.js';
import { insertInto, updateOf } from './statements.js';
import { table } from './table.js';
import { knexWork } from './work.js';
import { writeOrder } from './write-order.js';
import { keepsAll } from '../testing/retention.js';

const insertThing = insertInto(table<{ readonly id: string }>('thing', { id: key(text()) }), writeOrder.partner);
type Counter = { readonly id: string; readonly count: number };
const updateCounter = updateOf(table<Counter>('counter', { id: key(text()), count: version() }), writeOrder.partner);
type Ports = { readonly add: (id: string) => void };

describe('a unit of work on SQLite', () => {
  let store: TemporaryStore;
  let work: Work<Ports>;
  beforeEach(async () => {
    store = await temporaryStore();
    await store.execute('create table thing (id text primary key) strict');
    work = knexWork<Ports>(store.engine, (writes) => ({
      add: (id) => void writes.push(write(insertThing, { id })),
    }));
  });
  afterEach(() => store.close());

  const ask = (text: string, fingerprint?: string) => work.run(async () => text, onceWith('key', fingerprint));

  it('keeps a first answer for 24 hours', async () => {
    await ask('first');
    const [row] = await store.rows(
      `select kept_until - cast(unixepoch('subsec') * 1000 as integer) as left from answered_once`,
    );
    expect(Math.abs(Number(row?.['left']) - 86_400_000)).toBeLessThan(60_000);
    await store.execute('update answered_once set kept_until = kept_until - 86000000');
    expect(await answerOf(ask('second'))).toBe('first');
    await store.execute('update answered_once set kept_until = kept_until - 1000000');
    expect(await refusalOf(ask('third'))).toBeNull();
    expect(await answerOf(ask('fourth'))).toBe('third');
  });

  it('knows a repeat for ever where that is asked for', async () => {
    const askedFor = (text: string) => work.run(async () => text, { ...onceWith('key'), forever: true });
    await askedFor('first');
    await store.execute('update answered_once set kept_until = kept_until - 1000 * 365 * 86400000');
    await deleteExpired(store.engine, { ...keepsAll, attemptsKeptMs: 0, eventsKeptMs: 0 });
    expect(await answerOf(askedFor('second'))).toBe('first');
  });

  it('refuses in the sentences of the kernel', async () => {
    await ask('first');
    const message = (once: Once<string>) =>
      work.run(async () => 'again', once).catch((thrown: unknown) => (thrown as Error).message);
    expect(await message(onceWith('key'))).toBe(kernelErrors['ANSWERED-BEFORE']);
    expect(await message(onceWith('key', 'other'))).toBe(kernelErrors['KEY-REUSED']);
  });

  it('keeps first answers sealed', async () => {
    await ask('52998224725', 'digest of a password');
    const [row] = await store.rows('select * from answered_once');
    expect(JSON.stringify(row)).not.toMatch(/52998224725|digest/);
    expect(store.seal.open(String(row?.['answer']))).toBe('digest of a password\n52998224725');
  });

  it('knows answers that were kept beside the digest of their request', async () => {
    await ask('first');
    const answer = store.seal.close('two\nlines');
    await store.execute(`update answered_once set fingerprint = 'digest', answer = ?`, answer);
    expect(await store.engine.answers.find('key')).toEqual({ fingerprint: 'digest', answer: 'two\nlines' });
  });

  it('runs its body twelve times at most', async () => {
    await work.run(async ({ add }) => add('taken'));
    let times = 0;
    const refused = work.run(async ({ add }) => {
      times += 1;
      add('taken');
    });
    expect([await refusalOf(refused), times]).toEqual(['CHANGED-MEANWHILE', 12]);
  });

  it('gives each of sixty that change one thing at once its turn', async () => {
    await store.execute('create table counter (id text primary key, count integer not null) strict');
    await store.execute(`insert into counter values ('one', 0)`);
    const counting = knexWork(store.engine, (writes) => writes);
    const count = () =>
      counting.run(async (writes) => {
        const [row] = await store.rows('select count from counter');
        writes.push(write(updateCounter, { id: 'one', count: Number(row?.['count']) }));
      });
    await Promise.all(Array.from({ length: 60 }, count));
    expect(await store.rows('select count from counter')).toEqual([{ count: 60 }]);
  });

  it('passes on a failure of the disk as it is', async () => {
    await store.database.writer.raw('drop table thing');
    const failure: unknown = await work.run(async ({ add }) => add('x')).catch((thrown: unknown) => thrown);
    expect(String(failure)).toContain('no such table');
  });

  it('on a full disk refuses what has no room, keeps what it acknowledged, and goes on once there is room', async () => {
    const { writer } = store.database;
    const pages = async (pragma: string) => ((await writer.raw(`pragma ${pragma}`)) as Record<string, number>[])[0];
    const { page_count: used = 0 } = (await pages('page_count')) ?? {};
    await pages(`max_page_count = ${used + 8}`);
    const big = (at: number) => `${at}-${'x'.repeat(2_000)}`;
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        work
          .run(async ({ add }) => add(big(at)))
          .then(
            () => at,
            (thrown: unknown) => `${String(thrown)}, unavailable: ${store.database.isUnavailable(thrown)}`,
          ),
      ),
    );
    const acknowledged = outcomes.filter((each) => typeof each === 'number');
    const refused = outcomes.filter((each) => typeof each === 'string');
    expect([acknowledged.length > 0, refused.length > 0]).toEqual([true, true]);
    for (const failure of refused) expect(failure).toMatch(/full, unavailable: true$/);
    const stored = async () => (await store.rows('select id from thing')).map(({ id }) => id);
    expect(new Set(await stored())).toEqual(new Set(acknowledged.map(big)));

    await pages(`max_page_count = ${used + 1_000}`);
    await work.run(async ({ add }) => add('after'));
    expect(await stored()).toHaveLength(acknowledged.length + 1);
  });

  it('that only reads costs no commit', async () => {
    const commit = () => Promise.reject(new Error('nothing is to be committed'));
    const reading = knexWork({ ...store.engine, committer: { commit, idle: async () => undefined } }, () => ({}));
    expect(await reading.run(async () => 'read')).toBe('read');
  });
});
