import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant, plus } from '@affinity-engine/kernel';
import { aRefusal, refusalBatch, refusalsContract } from '@affinity-engine/refusal/testing';
import { knexRefusalKeeping } from './refusal/refusals.js';
import { engines } from './testing/engines.js';
import type { OpenedStore } from './testing/opened-store.js';
import { keepsAll } from './testing/retention.js';
import { twoProcesses } from './testing/two-processes.js';

for (const [name, open] of engines) {
  refusalsContract(name, async () => {
    const { refusals, lists, close } = await open();
    return { keeping: refusals, lists: lists.refusals, close };
  });

  describe(`refusals in the database, ${name}`, () => {
    let store: OpenedStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const many = (count: number, prefix: string) =>
      Array.from({ length: count }, (_, each) => aRefusal({ reference: `${prefix}${each}` }));
    const kept = async () => (await store.lists.refusals.page({ limit: 1_000 })).length;

    it('have room again for a client when its hour is over', async () => {
      await store.refusals.keep(refusalBatch(...many(5, 'a')), 2);
      expect(await kept()).toBe(2);
      await store.pass(3_590_000);
      await store.refusals.keep(refusalBatch(...many(5, 'b')), 2);
      expect(await kept()).toBe(2);
      await store.pass(20_000);
      await store.refusals.keep(refusalBatch(...many(5, 'c')), 2);
      expect(await kept()).toBe(4);
    });

    it('are deleted with their counts when they are old, and others stay', async () => {
      const day = 86_400_000;
      const now = Date.now();
      const at = (days: number) => plus(instant(new Date(now).toISOString()), { hours: -24 * days });
      await store.refusals.keep(
        refusalBatch(aRefusal({ reference: 'old', at: at(31) }), aRefusal({ reference: 'new', at: at(29) })),
        100,
      );
      expect(await store.maintenance.deleteExpired({ ...keepsAll, refusalsKeptMs: 30 * day })).toBe(2);
      expect((await store.lists.refusals.page({ limit: 9 })).map(({ reference }) => reference)).toEqual(['new']);
      const groups = await store.lists.refusals.groups({ from: at(100), to: at(0), limit: 9 });
      expect(groups.map(({ count, newest }) => [count, newest])).toEqual([[1, 'new']]);
      expect(await store.maintenance.deleteExpired({ ...keepsAll, refusalsKeptMs: 30 * day })).toBe(0);
    });
  });
}

describe('refusals of two processes on PostgreSQL', () => {
  it('of one client are so many in an hour, together, and all are counted', async () => {
    const { store, committers, close } = await twoProcesses();
    try {
      const writers = committers.map((committer) => knexRefusalKeeping(committer));
      await Promise.all(
        Array.from({ length: 20 }, (_, round) =>
          writers.map((writer, process) => {
            const refusals = Array.from({ length: 5 }, (__, each) =>
              aRefusal({ reference: `${process}-${round}-${each}`, operation: `operation-${each}` }),
            );
            return writer.keep(refusalBatch(...refusals), 33);
          }),
        ).flat(),
      );
      const [singles] = await store.rows('select count(*) as n from refusal');
      const [counts] = await store.rows('select count(*) as n, sum(refused)::bigint as refused from refusal_count');
      expect([singles, counts]).toEqual([{ n: 33 }, { n: 5, refused: 200 }]);
    } finally {
      await close();
    }
  });
});
