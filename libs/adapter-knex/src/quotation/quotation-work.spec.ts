import { fixedClock } from '@affinity-engine/kernel/testing';
import { quotationWorkContract } from '@affinity-engine/quotation/testing';
import { listAudit } from '../audit.js';
import { knexQuotationLists } from './quotation-lists.js';
import { knexQuotationNumbers } from './quotation-numbers.js';
import { knexQuotationWork } from './quotation-work.js';
import { temporaryStore } from '../testing/temporary-store.js';

quotationWorkContract('on SQLite', async () => {
  const store = await temporaryStore();
  const { database, committer, seal } = store;
  return {
    work: knexQuotationWork(database, committer, seal, fixedClock('2022-11-13T12:00:00Z')),
    lists: knexQuotationLists(database.reader),
    numbers: knexQuotationNumbers(committer),
    audit: () => listAudit(database.reader)({ limit: 100 }),
    close: store.close,
  };
});
