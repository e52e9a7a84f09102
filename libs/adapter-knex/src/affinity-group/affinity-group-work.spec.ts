import { affinityGroupWorkContract } from '@affinity-engine/affinity-group/testing';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { listAudit } from '../audit.js';
import { temporaryStore } from '../testing/temporary-store.js';
import { knexAffinityGroupLists } from './affinity-group-lists.js';
import { knexAffinityGroupWork } from './affinity-group-work.js';

affinityGroupWorkContract('on SQLite', async () => {
  const { database, engine, close } = await temporaryStore();
  return {
    work: knexAffinityGroupWork(engine, fixedClock('2026-01-02T12:00:00Z')),
    lists: knexAffinityGroupLists(engine.read),
    audit: () => listAudit(database.reader)({ limit: 100 }),
    close,
  };
});
