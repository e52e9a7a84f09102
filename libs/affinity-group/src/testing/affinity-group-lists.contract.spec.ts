import { eachMutant, jestGlobals, suiteNotices } from '@affinity-engine/kernel/testing';
import type { AffinityGroupLists } from '../ports.js';
import { affinityGroupListMutants } from './affinity-group-list-mutants.js';
import { affinityGroupListsContract } from './affinity-group-lists.contract.js';
import { anOrganization } from './builders.js';
import { memoryAffinityGroups, type AffinityGroupHarness } from './index.js';

const opened =
  (change: (lists: AffinityGroupLists) => Partial<AffinityGroupLists> = () => ({})) =>
  async (): Promise<AffinityGroupHarness> => {
    const { work, lists, audit } = memoryAffinityGroups();
    await work.run(async ({ organizations }) => organizations.add(anOrganization()));
    return { work, lists: { ...lists, ...change(lists) }, audit: async () => audit(), close: async () => undefined };
  };

function suite(name: string, open: () => Promise<AffinityGroupHarness>): void {
  const { describe, beforeEach } = jestGlobals();
  describe(name, () => {
    let store: AffinityGroupHarness;
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
