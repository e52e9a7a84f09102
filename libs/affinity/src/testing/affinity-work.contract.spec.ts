import { affinityWorkContract, memoryAffinityWork } from './index.js';

affinityWorkContract('in memory', async () => {
  const { work, lists, events, audit } = memoryAffinityWork();
  return { work, lists, events: async () => events(), audit: async () => audit(), close: async () => undefined };
});
