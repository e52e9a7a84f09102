import { fixedClock } from '@affinity-engine/kernel/testing';
import { quotationWorkContract } from '@affinity-engine/quotation/testing';
import { listAudit } from '../audit.js';
import { temporaryStore } from '../testing/temporary-store.js';
import { knexQuotationLists } from './quotation-lists.js';
import { knexQuotationNumbers } from './quotation-numbers.js';
import { knexQuotationWork } from './quotation-work.js';

quotationWorkContract('on SQLite', async () => {
  const store = await temporaryStore();
  const { engine } = store;
  return {
    work: knexQuotationWork(engine, fixedClock('2022-11-13T12:00:00Z')),
    lists: knexQuotationLists(engine.reader),
    numbers: knexQuotationNumbers(engine.committer),
    audit: () => listAudit(engine.reader)({ limit: 100 }),
    close: store.close,
  };
});
