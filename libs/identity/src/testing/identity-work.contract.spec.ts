import { identityWorkContract, memoryIdentityWork } from './index.js';

identityWorkContract('in memory', async () => {
  const { work, audit } = memoryIdentityWork();
  return { work, audit: async () => audit(), close: async () => undefined };
});
