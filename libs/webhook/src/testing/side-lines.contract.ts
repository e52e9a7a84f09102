import {
  aHeldLane,
  achieved,
  lease,
  sequencesOf,
  stepsOn,
  type DeliveryContractFixtures,
} from './delivery-contract-fixtures.js';
import { replayEvents } from '../replays.js';
import { mostReplays, type WaitingQuery } from '../ports.js';
import { jestGlobals, refusalOf } from '@affinity-engine/kernel/testing';

/** What is kept of the lines beside the main one. `endpoint1` is there. */
export function sideLinesContract(store: () => DeliveryContractFixtures): void {
  const { describe, it, expect } = jestGlobals();
  const { happen, claim, claims, replay, skip, progress } = stepsOn(store);

  /** All delivered but the second event, whose lane is held. */
  async function heldLane(): Promise<void> {
    await happen(3);
    const claimed = await claim();
    await store().queue.release(claimed, achieved(claimed, { cursor: 3, lines: [aHeldLane()] }), null);
  }

  async function allDelivered(): Promise<void> {
    await happen(5);
    const claimed = await claim();
    await store().queue.release(claimed, achieved(claimed, { cursor: 5 }), null);
  }

  describe('reading what waits', () => {
    it.each<[string, WaitingQuery, readonly number[]]>([
      ['everything in order', { after: 0, limit: 9 }, [1, 3, 4, 5]],
      ['what comes after', { after: 3, limit: 9 }, [4, 5]],
      ['up to an end', { after: 0, upTo: 4, limit: 9 }, [1, 3, 4]],
      ['so many', { after: 0, limit: 2 }, [1, 3]],
      ['one lane', { after: 0, subject: 'affinity-2', limit: 9 }, [4]],
      ['what was skipped too', { after: 0, skippedToo: true, limit: 3 }, [1, 2, 3]],
    ])('gives %s', async (_, query, sequences) => {
      await happen(3);
      await happen(1, { subject: 'affinity-2' });
      await happen(1);
      const claimed = await claim();
      await store().queue.release(claimed, achieved(claimed, { cursor: 1 }), null);
      await skip(2);
      expect(sequencesOf(await store().queue.waiting('endpoint1', query))).toEqual(sequences);
    });
  });

  describe('a held lane', () => {
    it('makes its endpoint due when it is, and says so', async () => {
      await heldLane();
      expect(await claims()).toEqual([]);
      await store().pass(30_001);
      const { retryInMs: _ms, done: _done, ...lane } = aHeldLane();
      expect((await claim()).lines).toEqual([{ ...lane, due: true }]);
    });

    it('holds back nothing else: what comes meanwhile is due at once', async () => {
      await heldLane();
      await happen(1, { subject: 'affinity-2' });
      const claimed = await claim();
      expect(claimed.lines).toMatchObject([{ id: 'held:2', due: false }]);
      await store().queue.release(claimed, achieved(claimed, { cursor: 4 }), null);
      expect(await claims()).toEqual([]);
      await store().pass(30_001);
      expect(await claims()).toHaveLength(1);
    });

    it('is replaced by each change, and gone when it is done', async () => {
      await heldLane();
      await store().pass(30_001);
      const claimed = await claim();
      const moved = aHeldLane({ next: 3, failures: 0, retryInMs: 0 });
      await store().queue.advance(claimed, achieved(claimed, { lines: [moved] }), lease);
      await store().queue.release(claimed, achieved(claimed), null);
      const again = await claim();
      expect(again.lines).toMatchObject([{ id: 'held:2', next: 3, failures: 0, due: true }]);
      await store().queue.release(again, achieved(again, { lines: [aHeldLane({ done: true })] }), null);
      expect(await progress()).toMatchObject({ dueAt: null });
      await happen(1);
      expect((await claim()).lines).toEqual([]);
    });

    it('of several, the first one due counts', async () => {
      await happen(4);
      const claimed = await claim();
      const lines = [
        aHeldLane({ retryInMs: 50_000 }),
        aHeldLane({ id: 'held:3', subject: null, next: 3, to: 3, retryInMs: 10_000 }),
      ];
      await store().queue.release(claimed, achieved(claimed, { cursor: 4, lines }), null);
      await store().pass(10_001);
      expect((await claim()).lines.map(({ id, due, to }) => [id, due, to])).toEqual([
        ['held:2', false, null],
        ['held:3', true, 3],
      ]);
    });

    it('is not changed by a dispatcher that was fenced off', async () => {
      await heldLane();
      await store().pass(30_001);
      const dead = await claim();
      await store().pass(lease + 1);
      const heir = await claim();
      await store().queue.advance(dead, achieved(dead, { lines: [aHeldLane({ done: true })] }), lease);
      await store().queue.release(heir, achieved(heir), null);
      expect((await claim()).lines).toHaveLength(1);
    });
  });

  describe('a replay', () => {
    it('makes an idle endpoint due at once, the ranges in the order they were asked for', async () => {
      await allDelivered();
      const ranges = [
        [4, 5],
        [1, 2],
        [3, 3],
        [2, 2],
      ] as const;
      for (const [from, to] of ranges) await replay(from, to);
      const { lines } = await claim();
      expect(lines.map(({ kind, next, to, due }) => [kind, next, to, due])).toEqual(
        ranges.map(([from, to]) => ['replay', from, to, true]),
      );
    });

    it('is refused beyond the most that may be under way, also where many come at once', async () => {
      await allDelivered();
      const asked = Array.from({ length: mostReplays + 20 }, () =>
        refusalOf(replayEvents(store().work)('endpoint1', { from: 1, to: 2 }, 'partner')),
      );
      const refusals = (await Promise.all(asked)).filter((refusal) => refusal !== null);
      expect(refusals).toEqual(new Array(20).fill('REPLAYS-TOO-MANY'));
      expect((await claim()).lines).toHaveLength(mostReplays);
    });

    it('that is asked for during a claim is due when that is released', async () => {
      await allDelivered();
      await happen(1);
      const claimed = await claim();
      await replay(1, 2);
      expect(await claims()).toEqual([]);
      await store().queue.release(claimed, achieved(claimed, { cursor: 6 }), null);
      expect((await claim()).lines).toMatchObject([{ kind: 'replay', next: 1, to: 2 }]);
    });

    it('that fails waits by itself: what comes meanwhile is due at once', async () => {
      await allDelivered();
      await replay(1, 2);
      const claimed = await claim();
      const [line] = claimed.lines;
      if (line === undefined) throw new Error('expected the replay to be a line of the claim');
      const { due: _due, ...failed } = { ...line, failures: 1 };
      const lines = [{ ...failed, done: false, retryInMs: 30_000 }];
      await store().queue.release(claimed, achieved(claimed, { lines }), null);
      expect(await claims()).toEqual([]);
      await happen(1);
      const again = await claim();
      expect(again.lines).toMatchObject([{ kind: 'replay', failures: 1, due: false }]);
      await store().queue.release(again, achieved(again, { cursor: 6 }), null);
      await store().pass(30_001);
      expect((await claim()).lines).toMatchObject([{ due: true }]);
    });

    it('that is called off is gone, also for the dispatcher that sends it', async () => {
      const callOff = () => store().work.run(async ({ endpoints }) => endpoints.callOffReplays('endpoint1'));
      await allDelivered();
      await replay(1, 2);
      expect(await progress()).toMatchObject({ replays: 1 });
      await callOff();
      expect(await progress()).toMatchObject({ replays: 0, dueAt: null });
      await replay(1, 5);
      const claimed = await claim();
      const [line] = claimed.lines;
      if (line === undefined) throw new Error('expected the replay to be a line of the claim');
      await callOff();
      const { due: _due, ...moved } = { ...line, next: 3 };
      const lines = [{ ...moved, done: false, retryInMs: 0 }];
      expect(await store().queue.advance(claimed, achieved(claimed, { lines }), lease)).toBe('stopped');
      await store().queue.release(claimed, achieved(claimed), null);
      expect(await progress()).toMatchObject({ replays: 0, dueAt: null });
      expect(await claims()).toEqual([]);
    });

    it('does not hasten a dammed endpoint', async () => {
      await allDelivered();
      await happen(1);
      const claimed = await claim();
      await store().queue.release(claimed, achieved(claimed, { failures: 1 }), 30_000);
      await replay(1, 2);
      expect(await claims()).toEqual([]);
      await store().pass(30_001);
      expect((await claim()).lines).toHaveLength(1);
    });
  });
}
