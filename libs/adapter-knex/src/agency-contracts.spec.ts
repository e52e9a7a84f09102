import { agencyListsContract, agencyWorkContract } from '@affinity-engine/agency-number/testing';
import { aClient } from '@affinity-engine/identity/testing';
import { engines } from './testing/engines.js';
import { oldestFirst } from './testing/opened-store.js';

for (const [name, open] of engines) {
  agencyWorkContract(name, async () => {
    const store = await open();
    await store.works.identity.run(async ({ clients }) => {
      for (const id of ['user-1', 'user-2']) clients.add(aClient({ id, role: 'account', partnerId: null }));
    });
    return { work: store.works.agencyNumber, audit: () => oldestFirst(store), close: store.close };
  });

  agencyListsContract(name, async () => {
    const { works, lists, close } = await open();
    return { work: works.agencyNumber, lists, close };
  });
}
