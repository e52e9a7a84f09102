import type { AffinityEventType, InsurerEventType } from '@affinity-engine/affinity';
import { aCode, aGroup, anOrganization } from '@affinity-engine/affinity-group/testing';
import {
  affinityWorkContract,
  partnerListContract,
  productsContract,
  type AffinityHarness,
} from '@affinity-engine/affinity/testing';
import { engines } from './testing/engines.js';
import { eventsOf, listenTo, oldestFirst, type OpenedStore } from './testing/opened-store.js';

/** Keeps the group and the code of the suite, or changes whether the group admits its sales. */
async function keepGroup({ works }: OpenedStore, admits: boolean): Promise<void> {
  await works.affinityGroup.run(async ({ groups, codes, organizations }) => {
    const products = admits ? [] : ['none of the suite’s'];
    const group = await groups.find('pc:707');
    if (group !== null) return groups.save({ ...group, products });
    organizations.add(anOrganization());
    codes.add(aCode());
    groups.add(aGroup({ products }));
  });
}

for (const [name, open] of engines) {
  affinityWorkContract(name, async (): Promise<AffinityHarness> => {
    const store = await open();
    await listenTo(store, 'insurer-1');
    return {
      work: store.works.affinity,
      lists: store.lists.affinities,
      async events() {
        const events = await eventsOf(store, (owner) => !owner.startsWith('insurer:'));
        return events.map(({ ownerId, type, ...event }) => ({
          ...event,
          partnerId: ownerId,
          type: type as AffinityEventType,
        }));
      },
      async insurerEvents() {
        const events = await eventsOf(store, (owner) => owner === 'insurer:insurer-1');
        return events.map(({ ownerId: _owner, type, ...event }) => ({ ...event, type: type as InsurerEventType }));
      },
      audit: () => oldestFirst(store),
      keepGroup: (admits) => keepGroup(store, admits),
      close: store.close,
    };
  });

  partnerListContract(name, async () => {
    const { works, lists, close } = await open();
    return { work: works.affinity, list: lists.partners, close };
  });

  productsContract(name, async () => {
    const { products, close } = await open();
    return {
      load: async (catalogue) => (await products({ ...catalogue, quotationProducts: [] })).products,
      close,
    };
  });
}
