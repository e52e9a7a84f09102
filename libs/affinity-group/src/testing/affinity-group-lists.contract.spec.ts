import { eachMutant, jestGlobals, suiteNotices } from '@affinity-engine/kernel/testing';
import type { AffinityGroupLists } from '../ports.js';
import { affinityGroupListMutants } from './affinity-group-list-mutants.js';
import { affinityGroupListsContract } from './affinity-group-lists.contract.js';
import { anOrganization } from './data-fixtures.js';
import { memoryAffinityGroups, type AffinityGroupContractFixtures } from './index.js';

const opened =
  (change: (lists: AffinityGroupLists) => Partial<AffinityGroupLists> = () => ({})) =>
  async (): Promise<AffinityGroupContractFixtures> => {
    const { work, lists, audit } = memoryAffinityGroups();
    await work.run(async ({ organizations }) => organizations.add(anOrganization()));
    return { work, lists: { ...lists, ...change(lists) }, audit: async () => audit(), close: async () => undefined };
  };

function suite(name: string, open: () => Promise<AffinityGroupContractFixtures>): void {
  const { describe, beforeEach } = jestGlobals();
  describe(name, () => {
    let store: AffinityGroupContractFixtures;
    beforeEach(async () => void (store = await open()));
    affinityGroupListsContract(() => store);
  });
}

suiteNotices(
  'the lists of affinity groups',
  suite,
  opened(),
  eachMutant(affinityGroupListMutants, (change) => opened(change)),
);
