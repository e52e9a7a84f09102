import type { AffinityEventType, InsurerEventType } from '@affinity-engine/affinity';
import {
  affinityWorkContract,
  documentShelfContract,
  movementsContract,
  partnerListContract,
  productsContract,
  type AffinityContractFixtures,
} from '@affinity-engine/affinity/testing';
import { engines } from './testing/engines.js';
import { keepGroup } from './testing/keep-group.js';
import { eventsOf, listenTo, oldestFirst } from './testing/opened-store.js';

for (const [name, open] of engines) {
  affinityWorkContract(name, async (): Promise<AffinityContractFixtures> => {
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

  movementsContract(name, async () => {
    const { works, lists, close } = await open();
    return { work: works.affinity, movements: lists.movements, close };
  });

  documentShelfContract(name, async () => {
    const { documents, close } = await open();
    return { shelf: documents, close };
  });

  productsContract(name, async () => {
    const { products, close } = await open();
    return {
      load: async (catalogue) => (await products({ ...catalogue, quotationProducts: [] })).products,
      close,
    };
  });
}
