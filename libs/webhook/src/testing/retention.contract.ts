import { jestGlobals, refusalOf } from '@affinity-engine/kernel/testing';
import { aHappening } from './data-fixtures.js';
import {
  achieved,
  aHeldLane,
  sequencesOf,
  stepsOn,
  type DeliveryContractFixtures,
} from './delivery-contract-fixtures.js';

const day = 86_400_000;

/** Old events are deleted once nobody waits for them. `endpoint1` is there. */
export function retentionContract(store: () => DeliveryContractFixtures): void {
  const { describe, it, expect } = jestGlobals();
  const { add, happen, claim, progress, replay, skip } = stepsOn(store);
  const kept = async () =>
    sequencesOf(await store().queue.waiting('endpoint1', { after: 0, skippedToo: true, limit: 99 }));
  const deliver = async (cursor: number, overrides: Parameters<typeof achieved>[1] = {}) => {
    const claimed = await claim();
    await store().queue.release(claimed, achieved(claimed, { cursor, ...overrides }), null);
  };

  describe('an old event', () => {
    it('is deleted once it was delivered, and one that waits is kept', async () => {
      await happen(3);
      await deliver(2);
      await store().pass(2 * day);
      await store().forget(day);
      expect(await kept()).toEqual([3]);
      expect(await progress()).toMatchObject({ firstKeptSequence: 3, cursor: 2, lastSequence: 3, waiting: 1 });
      expect(await claim()).toMatchObject({ cursor: 2 });
    });

    it('is deleted where all were delivered, and the next one has the next sequence', async () => {
      await happen(2);
      await deliver(2);
      await store().pass(2 * day);
      await store().forget(day);
      await store().forget(day);
      expect(await progress()).toMatchObject({
        firstKeptSequence: 3,
        lastSequence: 2,
        waiting: 0,
        oldestWaiting: null,
      });
      await happen(1);
      expect(await kept()).toEqual([3]);
      expect(await claim()).toMatchObject({ cursor: 2 });
    });

    it('is deleted before its time in no case', async () => {
      await happen(1);
      await store().pass(2 * day);
      await happen(1);
      await deliver(2);
      await store().forget(3 * day);
      expect(await kept()).toEqual([1, 2]);
      await store().forget(day);
      expect(await kept()).toEqual([2]);
      expect(await progress()).toMatchObject({ firstKeptSequence: 2 });
    });

    it('of another endpoint goes by that endpoint', async () => {
      await add({ id: 'other' });
      await happen(2);
      const claims = await store().queue.claim(9, 60_000);
      const claimed = claims.find(({ endpoint }) => endpoint.id === 'endpoint1');
      if (claimed === undefined) throw new Error('expected endpoint1 to be due');
      await store().queue.release(claimed, achieved(claimed, { cursor: 2 }), null);
      await store().pass(2 * day);
      await store().forget(day);
      expect(await kept()).toEqual([]);
      expect(sequencesOf(await store().queue.waiting('other', { after: 0, limit: 9 }))).toEqual([1, 2]);
    });

    it('is kept while a lane behind it is held back', async () => {
      await happen(4);
      await deliver(4, { lines: [aHeldLane({ id: 'held:2', next: 2 })] });
      await store().pass(2 * day);
      await store().forget(day);
      expect(await kept()).toEqual([2, 3, 4]);
      expect(await progress()).toMatchObject({ firstKeptSequence: 2, waiting: 3 });
    });

    it('is kept while it is to be sent again', async () => {
      await happen(4);
      await deliver(4);
      await replay(3, 4);
      await store().pass(2 * day);
      await store().forget(day);
      expect(await kept()).toEqual([3, 4]);
    });

    it('that was skipped is deleted, too', async () => {
      await happen(2);
      await skip(1);
      await store().pass(2 * day);
      await store().forget(day);
      expect(await kept()).toEqual([2]);
    });
  });

  it('an event that is no longer kept is not sent again', async () => {
    await happen(3);
    await deliver(3);
    await store().pass(2 * day);
    await store().append(aHappening());
    await store().forget(day);
    expect(await refusalOf(replay(3, 3))).toBe('CHANGED-MEANWHILE');
    expect(await refusalOf(replay(4, 4))).toBeNull();
  });
}
