import {
  eachMutant,
  memoryWork,
  mutantWorks,
  suiteNotices,
  type MutantWork,
  type PortsMutant,
} from '@affinity-engine/kernel/testing';
import type { AffinityGroupPorts } from '../ports.js';
import { affinityGroupMutants } from './affinity-group-mutants.js';
import {
  affinityGroupWorkContract,
  memoryAffinityGroups,
  type AffinityGroupContractFixtures,
  type MemoryAffinityGroups,
} from './index.js';

/** A store in memory, some of it replaced. */
const opened =
  (work: MutantWork = memoryWork, change: PortsMutant<AffinityGroupPorts, MemoryAffinityGroups> = () => ({})) =>
  async (): Promise<AffinityGroupContractFixtures> => {
    const store = memoryAffinityGroups();
    return {
      work: work((writes) => {
        const sound = store.ports(writes);
        return { ...sound, ...change(sound, writes, store) };
      }),
      lists: store.lists,
      audit: async () => store.audit(),
      close: async () => undefined,
    };
  };

affinityGroupWorkContract('in memory', opened());

suiteNotices('the work on affinity groups', affinityGroupWorkContract, opened(), {
  ...eachMutant(mutantWorks, (work) => opened(work)),
  ...eachMutant(affinityGroupMutants, (change) => opened(memoryWork, change)),
});
