import { affinityGroupWorkContract } from '@affinity-engine/affinity-group/testing';
import { engines } from './testing/engines.js';
import { oldestFirst } from './testing/opened-store.js';

for (const [name, open] of engines) {
  affinityGroupWorkContract(name, async () => {
    const store = await open();
    return {
      work: store.works.affinityGroup,
      lists: store.lists.affinityGroups,
      audit: () => oldestFirst(store),
      close: store.close,
    };
  });
}
