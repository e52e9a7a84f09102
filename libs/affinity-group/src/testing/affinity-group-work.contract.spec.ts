import { affinityGroupWorkContract, memoryAffinityGroups } from './index.js';

affinityGroupWorkContract('in memory', async () => {
  const { work, lists, audit } = memoryAffinityGroups();
  return { work, lists, audit: async () => audit(), close: async () => undefined };
});
