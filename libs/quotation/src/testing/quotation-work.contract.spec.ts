import { countingNumbers, memoryQuotationWork, quotationWorkContract } from './index.js';

quotationWorkContract('in memory', async () => {
  const { work, lists, audit } = memoryQuotationWork();
  return { work, lists, numbers: countingNumbers(), audit: async () => audit(), close: async () => undefined };
});
