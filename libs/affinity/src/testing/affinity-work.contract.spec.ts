import {
  eachMutant,
  memoryWork,
  mutantWorks,
  suiteNotices,
  type MutantWork,
  type PortsMutant,
} from '@affinity-engine/kernel/testing';
import type { AffinityLists, AffinityPorts } from '../ports.js';
import { affinityListMutants } from './affinity-list-mutants.js';
import { affinityMutants } from './affinity-mutants.js';
import {
  affinityWorkContract,
  memoryAffinityWork,
  type AffinityContractFixtures,
  type MemoryAffinities,
} from './index.js';
import { memoryEligibility } from './memory-eligibility.js';
import { brandMutants } from './partner-brands.contract.js';

type Parts = {
  readonly work?: MutantWork;
  readonly ports?: PortsMutant<AffinityPorts, MemoryAffinities>;
  readonly lists?: (lists: AffinityLists) => Partial<AffinityLists>;
};

/** A store in memory, some of it replaced. */
const opened =
  ({ work = memoryWork, ports = () => ({}), lists = () => ({}) }: Parts = {}) =>
  async (): Promise<AffinityContractFixtures> => {
    const store = memoryAffinityWork();
    const { keepGroup, over } = memoryEligibility();
    return {
      work: work((writes) => {
        const sound = { ...store.ports(writes), eligibility: over(writes) };
        return { ...sound, ...ports(sound, writes, store) };
      }),
      lists: { ...store.lists, ...lists(store.lists) },
      events: async () => store.events(),
      insurerEvents: async () => store.insurerEvents('insurer-1'),
      audit: async () => store.audit(),
      keepGroup: async (admits) => keepGroup(admits),
      close: async () => undefined,
    };
  };

affinityWorkContract('in memory', opened());

suiteNotices('the work on affinities', affinityWorkContract, opened(), {
  ...eachMutant(mutantWorks, (work) => opened({ work })),
  ...eachMutant(affinityMutants, (ports) => opened({ ports })),
  ...eachMutant(brandMutants, (ports) => opened({ ports })),
  ...eachMutant(affinityListMutants, (lists) => opened({ lists })),
});
