import { agencyWorkContract, memoryAgencyWork } from './index.js';

agencyWorkContract('in memory', async () => {
  const { work, audit } = memoryAgencyWork();
  return { work, audit: async () => audit(), close: async () => undefined };
});
