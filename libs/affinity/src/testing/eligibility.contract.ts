import { plainDate } from '@affinity-engine/kernel';
import { jestGlobals } from '@affinity-engine/kernel/testing';
import type { AffinityContractFixtures } from './affinity-contract-fixtures.js';

/** What is asked of affinity groups within a unit of work. */
export function eligibilityContract(store: () => AffinityContractFixtures): void {
  const { describe, it, expect } = jestGlobals();
  const sale = {
    productId: 'product-1',
    on: plainDate('2026-01-02'),
    jurisdiction: 'BR_SP',
    groupIds: ['pc:707'],
    producerCode: '100-002541',
  };

  describe('eligibility', () => {
    it('gives every reason against a sale as the groups are now', async () => {
      const reasons = () => store().work.run(({ eligibility }) => eligibility.reasonsAgainst(sale));
      await store().keepGroup(true);
      expect(await reasons()).toEqual([]);
      await store().keepGroup(false);
      expect((await reasons()).map(({ code }) => code)).toEqual(['PRODUCT-NOT-IN-GROUP']);
      await store().keepGroup(true);
      expect(await reasons()).toEqual([]);
    });

    it('has nothing against a sale under no group', async () => {
      const ofNone = { ...sale, groupIds: [], producerCode: null };
      await store().keepGroup(false);
      expect(await store().work.run(({ eligibility }) => eligibility.reasonsAgainst(ofNone))).toEqual([]);
    });

    it('is held until the unit commits: what changed meanwhile makes it run again', async () => {
      await store().keepGroup(true);
      const seen: number[] = [];
      await store().work.run(async ({ eligibility, audit }) => {
        const reasons = await eligibility.reasonsAgainst(sale);
        seen.push(reasons.length);
        if (seen.length === 1) await store().keepGroup(false);
        audit.append({ actor: 'tester', action: `looked at with ${reasons.length} reasons`, subject: 'sale' });
      });
      expect(seen).toEqual([0, 1]);
      expect((await store().audit()).at(-1)?.action).toBe('looked at with 1 reasons');
    });

    it('knows a producer code by its identifier and as people write it', async () => {
      await store().keepGroup(true);
      const codes = await store().work.run(({ eligibility }) =>
        Promise.all(['pc:6', '100-002541', 'pc:7', '100'].map((named) => eligibility.codeIdOf(named))),
      );
      expect(codes).toEqual(['pc:6', 'pc:6', null, null]);
    });

    it('knows which groups there are', async () => {
      const known = (...ids: readonly string[]) => store().work.run(({ eligibility }) => eligibility.knownGroups(ids));
      expect(await known('pc:707')).toEqual([]);
      await store().keepGroup(false);
      expect([await known('pc:1', 'pc:707', 'pc:2'), await known(), await known('PC:707')]).toEqual([
        ['pc:707'],
        [],
        [],
      ]);
    });
  });
}
