import { describe, expect, it } from '@jest/globals';
import type { Advance, Claim, DeliveryQueue } from './ports.js';
import { aHappening } from './testing/data-fixtures.js';
import { dispatcherFixtures, upTo, type DispatcherFixtures } from './testing/dispatcher-fixtures.js';

type Kept = { readonly at: number; readonly lease?: number; readonly retryInMs?: number | null } & Advance;

/** The queue of the fixtures, and what it got: claims given, progress stored, releases. */
function recorded({ queue, time }: DispatcherFixtures) {
  const [claims, advances, releases]: [Claim[], Kept[], Kept[]] = [[], [], []];
  const began = time.clock.now();
  const listened: DeliveryQueue = {
    ...queue,
    async claim(...args) {
      const given = await queue.claim(...args);
      claims.push(...given);
      return given;
    },
    advance(claim, progress, lease) {
      advances.push({ ...progress, lease, at: time.clock.now() - began });
      return queue.advance(claim, progress, lease);
    },
    release(claim, progress, retryInMs) {
      releases.push({ ...progress, retryInMs, at: time.clock.now() - began });
      return queue.release(claim, progress, retryInMs);
    },
  };
  return { claims, advances, releases, queue: listened };
}

const sequences = (kept: readonly Kept[]) => kept.map(({ attempts }) => attempts.map(({ sequence }) => sequence));

describe('the progress of a claim', () => {
  it('is stored while the next request is under way, the last of it with the release', async () => {
    const fixtures = await dispatcherFixtures();
    const { advances, releases, queue } = recorded(fixtures);
    fixtures.append(aHappening(), aHappening());
    fixtures.start({ queue });
    await fixtures.happen(1);
    await fixtures.time.pass(100);
    expect(advances).toMatchObject([
      { cursor: 1, lease: 32_000, at: 10 },
      { cursor: 2, lease: 32_000, at: 20 },
    ]);
    expect(sequences(advances)).toEqual([[1], [2]]);
    expect(releases).toMatchObject([{ cursor: 3, failures: 0, retryInMs: null, at: 30 }]);
    expect(sequences(releases)).toEqual([[3]]);
  });

  it('is stored once, one write after the other, each with all that came meanwhile', async () => {
    const fixtures = await dispatcherFixtures();
    const { advances, releases, queue } = recorded(fixtures);
    const slow: DeliveryQueue = {
      ...queue,
      async advance(...args) {
        const state = await queue.advance(...args);
        await fixtures.time.sleep(37);
        return state;
      },
    };
    fixtures.append(...upTo(9).map(() => aHappening()));
    fixtures.start({ queue: slow });
    await fixtures.happen(1);
    await fixtures.time.pass(200);
    expect(sequences([...advances, ...releases]).flat()).toEqual(upTo(10));
    expect(sequences(advances)).toEqual([[1], [2, 3, 4], [5, 6, 7, 8], [9, 10]]);
    expect(releases).toMatchObject([{ cursor: 10, attempts: [], at: 158 }]);
  });

  it('keeps the claim, however long the dam, where the lease is shorter than the turn', async () => {
    const fixtures = await dispatcherFixtures({ settings: { timeoutMs: 1_000 }, script: () => ({ afterMs: 300 }) });
    const { claims, advances, queue } = recorded(fixtures);
    fixtures.append(...upTo(29).map(() => aHappening()));
    fixtures.start({ queue });
    await fixtures.happen(1);
    await fixtures.time.pass(9_500);
    expect([claims.length, fixtures.arrived()]).toEqual([1, upTo(30)]);
    expect(new Set(advances.map(({ lease }) => lease))).toEqual(new Set([4_000]));
  });

  it('that cannot be stored ends the turn, is stored with the release, and the endpoint waits for a step', async () => {
    const fixtures = await dispatcherFixtures();
    const { releases, queue } = recorded(fixtures);
    const failure = new Error('the disk is full');
    fixtures.append(...upTo(4).map(() => aHappening()));
    fixtures.start({ queue: { ...queue, advance: () => Promise.reject(failure) } });
    await fixtures.happen(1);
    await fixtures.time.pass(4_999);
    expect([fixtures.arrived(), fixtures.failures]).toEqual([[1, 2], [failure]]);
    expect(releases).toMatchObject([{ cursor: 2, retryInMs: 5_000, at: 20 }]);
    expect(sequences(releases)).toEqual([[1, 2]]);
    await fixtures.time.pass(60_000);
    expect((await fixtures.attempts()).map(({ sequence }) => sequence)).toEqual(upTo(5));
  });

  it.each(['fenced', 'stopped'] as const)(
    'that is answered with %s ends the turn: nothing more is sent',
    async (state) => {
      const fixtures = await dispatcherFixtures({ script: () => ({ afterMs: 100 }) });
      const { releases, queue } = recorded(fixtures);
      fixtures.append(...upTo(9).map(() => aHappening()));
      fixtures.start({ queue: { ...queue, advance: async () => state } });
      await fixtures.happen(1);
      await fixtures.time.pass(201);
      expect(releases).toMatchObject([{ cursor: 2, retryInMs: null, at: 200 }]);
    },
  );
});
