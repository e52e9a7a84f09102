import { beforeEach, describe, expect, it } from '@jest/globals';
import { instant, plus, type Instant } from '@affinity-engine/kernel';
import type { RefusalBatch } from './ports.js';
import { refusalLog, type NotedRefusal, type RefusalLog, type RefusalLogSettings } from './refusal-log.js';
import { aRefusal } from './testing/refusals.contract.js';

let now: Instant;
let written: RefusalBatch[];
let dropped: number;
/** What the store does with the next batch. */
let answer: () => Promise<void>;
beforeEach(() => {
  now = instant('2026-01-02T12:00:00Z');
  written = [];
  dropped = 0;
  answer = async () => undefined;
});

const logWith = (its: Partial<RefusalLogSettings> = {}): RefusalLog =>
  refusalLog(
    {
      async keep(batch) {
        await answer();
        written.push(batch);
      },
    },
    { now: () => now, mostPerHour: 100, dropped: (count) => (dropped += count), ...its },
  );

let made = 0;
const refusal = (its: Partial<NotedRefusal> = {}): NotedRefusal => aRefusal({ reference: `r${(made += 1)}`, ...its });
const noteMany = (log: RefusalLog, count: number, its: Partial<NotedRefusal> = {}) => {
  for (let each = 0; each < count; each += 1) log.note(refusal(its));
};
const total = ({ counts }: RefusalBatch) => counts.reduce((sum, { count }) => sum + count, 0);

describe('a log of refusals', () => {
  it('writes what was noted since the last time, each with its moment', async () => {
    const log = logWith();
    log.note(refusal({ reference: 'a' }));
    now = plus(now, { minutes: 1 });
    log.note(refusal({ reference: 'b' }));
    expect(await log.flush()).toBe(2);
    expect(await log.flush()).toBe(0);
    expect(written).toHaveLength(1);
    expect(written[0]?.refusals.map(({ reference, at }) => [reference, at])).toEqual([
      ['a', '2026-01-02T12:00:00.000Z'],
      ['b', '2026-01-02T12:01:00.000Z'],
    ]);
    expect(written[0]?.counts).toMatchObject([
      { count: 2, hour: '2026-01-02T12:00:00.000Z', firstAt: '2026-01-02T12:00:00.000Z', lastAt: now },
    ]);
  });

  it('keeps the first twenty problems, shortened, without what the sender chose', async () => {
    const log = logWith();
    const problems = Array.from({ length: 30 }, () => ({ path: 'p'.repeat(1_000), expected: 'e'.repeat(1_000) }));
    log.note(refusal({ problems }));
    await log.flush();
    const kept = written[0]?.refusals[0]?.problems ?? [];
    expect([kept.length, kept[0]?.path.length, kept[0]?.expected.length]).toEqual([20, 200, 500]);
    log.note(refusal({ problems: [{ path: 'a.Ana', expected: 'b, not Ana', kept: { path: 'a.*', expected: 'b' } }] }));
    await log.flush();
    expect(written[1]?.refusals[0]?.problems).toEqual([{ path: 'a.*', expected: 'b' }]);
  });

  it('counts all of a client that is refused in a loop, and keeps the first ones of each hour', async () => {
    const log = logWith({ mostPerHour: 3 });
    noteMany(log, 10, { clientId: 'x' });
    noteMany(log, 2, { clientId: 'y' });
    await log.flush();
    now = plus(now, { minutes: 59 });
    noteMany(log, 5, { clientId: 'x' });
    await log.flush();
    now = plus(now, { minutes: 1 });
    noteMany(log, 5, { clientId: 'x' });
    await log.flush();
    expect(written.map((batch) => [total(batch), batch.refusals.length])).toEqual([
      [12, 5],
      [5, 0],
      [5, 3],
    ]);
    expect(dropped).toBe(0);
  });

  it('writes at once when enough have come, while others come', async () => {
    const log = logWith({ enough: 3 });
    noteMany(log, 4);
    await log.flush();
    expect(written.map(({ refusals }) => refusals.length)).toEqual([4]);
    noteMany(log, 3);
    noteMany(log, 1);
    expect(await log.flush()).toBe(0);
    expect(written.map(({ refusals }) => refusals.length)).toEqual([4, 4]);
  });

  it('has room for so many, and reports how many it dropped', async () => {
    const log = logWith({ mostWaiting: 5, enough: 1_000 });
    noteMany(log, 8);
    for (let each = 0; each < 8; each += 1) log.note(refusal({ operation: `operation-${each}` }));
    await log.flush();
    expect([written[0]?.refusals.length, written[0]?.counts.length]).toEqual([5, 5]);
    // Three of the first, four of the others are counted only, and four not even that.
    expect(dropped).toBe(3 + 4 + 4);
    expect(written.map(total)).toEqual([12]);
  });

  it('tries again what could not be written, in its order, and does not try for each', async () => {
    let tried = 0;
    answer = async () => {
      tried += 1;
      throw new Error('the database is away');
    };
    const log = logWith({ enough: 2 });
    log.note(refusal({ reference: 'a' }));
    await expect(log.flush()).rejects.toThrow('away');
    for (const reference of ['b', 'c', 'd']) log.note(refusal({ reference }));
    await Promise.resolve();
    expect(tried).toBe(1);
    answer = async () => undefined;
    expect(await log.flush()).toBe(4);
    expect(written[0]?.refusals.map(({ reference }) => reference)).toEqual(['a', 'b', 'c', 'd']);
    expect(written[0]?.counts).toHaveLength(1);
  });

  it('drops the newest where there is no room for what could not be written', async () => {
    let release: (failure: Error) => void = () => undefined;
    answer = () => new Promise((_, reject) => (release = reject));
    const log = logWith({ mostWaiting: 3, enough: 1_000 });
    noteMany(log, 2);
    const writing = log.flush();
    await Promise.resolve();
    noteMany(log, 2);
    release(new Error('away'));
    await expect(writing).rejects.toThrow('away');
    answer = async () => undefined;
    await log.flush();
    expect([written[0]?.refusals.length, total(written[0] as RefusalBatch), dropped]).toEqual([3, 4, 1]);
  });

  it('never throws at who is refused', () => {
    answer = () => Promise.reject(new Error('away'));
    const log = logWith({ enough: 1 });
    expect(() => noteMany(log, 5)).not.toThrow();
  });
});
