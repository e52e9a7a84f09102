import { affinityGroupWorkContract } from '@affinity-engine/affinity-group/testing';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { knexAffinityGroupLists } from './affinity-group-lists.js';
import { knexAffinityGroupWork } from './affinity-group-work.js';
import { listAudit } from '../audit.js';
import { temporaryStore } from '../testing/temporary-store.js';

affinityGroupWorkContract('on SQLite', async () => {
  const { database, committer, seal, close } = await temporaryStore();
  return {
    work: knexAffinityGroupWork(database, committer, seal, fixedClock('2026-01-02T12:00:00Z')),
    lists: knexAffinityGroupLists(database.reader),
    audit: () => listAudit(database.reader)({ limit: 100 }),
    close,
  };
});
