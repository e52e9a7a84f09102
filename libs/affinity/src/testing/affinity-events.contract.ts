import { instant } from '@affinity-engine/kernel';
import { jestGlobals } from '@affinity-engine/kernel/testing';
import { affinityEventTypes } from '../ports.js';
import { added, type AffinityContractFixtures } from './affinity-contract-fixtures.js';
import { anAffinity, anInsurer, aPartner, aProduct } from './data-fixtures.js';

/** What is kept of what happened. `store` gives a store in which `partner-1` and `partner-2` are registered. */
export function affinityEventsContract(store: () => AffinityContractFixtures): void {
  const { describe, it, expect } = jestGlobals();
  const at = (second: number) => instant(`2026-03-04T05:06:0${second}.789Z`);

  describe('events', () => {
    it.each(affinityEventTypes)('of type %s are kept as they were, for the partner alone', async (type) => {
      const affinity = anAffinity({
        partnerId: 'partner-2',
        holder: { first_name: 'Ângela 😀' },
        item: { plate: 'ABC1D23' },
        holderDocument: '52998224725',
        status: 'canceled',
      });
      const product = aProduct({ id: 'product-2', version: 'v7' });
      await added(store().work, affinity);
      await store().work.run(async ({ events }) => events.append(type, affinity, product, at(1)));
      expect(await store().events()).toEqual([{ partnerId: 'partner-2', type, affinity, product, at: at(1) }]);
      expect(await store().insurerEvents()).toEqual([]);
    });

    it('are kept in the order they were appended, within a unit and from one to the next', async () => {
      for (const ids of [['c', 'a', 'b'], ['a', 'c'], ['b']]) {
        await store().work.run(async ({ events }) => {
          for (const id of ids) events.append('affinity.issued', anAffinity({ id }), aProduct(), at(1));
        });
      }
      expect((await store().events()).map(({ affinity }) => affinity.id)).toEqual(['c', 'a', 'b', 'a', 'c', 'b']);
    });

    it('are kept from the unit on that opens their line', async () => {
      await store().work.run(async ({ partners, events }) => {
        partners.add(aPartner({ id: 'partner-3', cnpj: 'cnpj of the third' }));
        events.open('partner-3');
        events.append('affinity.issued', anAffinity({ partnerId: 'partner-3' }), aProduct(), at(1));
      });
      expect(await store().events()).toMatchObject([{ partnerId: 'partner-3', type: 'affinity.issued' }]);
    });

    it('give an insurer what is put to it and what is withdrawn, of every partner', async () => {
      const [one, other] = [
        anAffinity({ status: 'pending' }),
        anAffinity({ id: 'affinity-2', partnerId: 'partner-2' }),
      ];
      const foreign = aProduct({ id: 'product-2', insurer: anInsurer({ id: 'insurer-2' }) });
      await store().work.run(async ({ events }) => {
        events.tellInsurer('insurer.risk-submitted', one, aProduct(), at(1));
        events.tellInsurer('insurer.risk-submitted', one, foreign, at(2));
        events.tellInsurer('insurer.risk-submitted', other, aProduct(), at(3));
      });
      await store().work.run(async ({ events }) => {
        events.tellInsurer('insurer.risk-withdrawn', one, aProduct({ version: 'v2' }), at(4));
      });
      expect(await store().insurerEvents()).toEqual([
        { type: 'insurer.risk-submitted', affinity: one, product: aProduct(), at: at(1) },
        { type: 'insurer.risk-submitted', affinity: other, product: aProduct(), at: at(3) },
        { type: 'insurer.risk-withdrawn', affinity: one, product: aProduct({ version: 'v2' }), at: at(4) },
      ]);
      expect(await store().events()).toEqual([]);
    });

    it('report nothing of failed work', async () => {
      const failing = store().work.run(async ({ events }) => {
        events.append('affinity.issued', anAffinity(), aProduct(), at(1));
        events.tellInsurer('insurer.risk-submitted', anAffinity(), aProduct(), at(1));
        throw new TypeError('broken');
      });
      await expect(failing).rejects.toThrow('broken');
      expect([await store().events(), await store().insurerEvents()]).toEqual([[], []]);
    });
  });
}
