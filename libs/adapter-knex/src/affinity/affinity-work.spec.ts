import type { Affinity } from '@affinity-engine/affinity';
import { affinityWorkContract, type AffinityHarness, type RecordedEvent } from '@affinity-engine/affinity/testing';
import { instantAt } from '@affinity-engine/kernel';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { newEndpoint } from '@affinity-engine/webhook';
import { listAudit } from '../audit.js';
import { temporaryStore } from '../testing/temporary-store.js';
import { knexAffinityLists } from './affinity-lists.js';
import { knexAffinityWork } from './affinity-work.js';

const clock = fixedClock('2026-01-02T12:00:00Z');

affinityWorkContract('on SQLite', async (): Promise<AffinityHarness> => {
  const store = await temporaryStore();
  const { engine } = store;
  const work = knexAffinityWork(engine, {
    clock,
    wakeUps: { notify: () => undefined },
    bodyOf: (_type, affinity) => JSON.stringify(affinity),
    firstEndpoint: (ownerId) => newEndpoint(`endpoint-of-${ownerId}`, { ownerId, url: null }, 'whsec_', clock.now()),
  });
  return {
    work,
    lists: knexAffinityLists(engine.reader),
    async events() {
      const rows = await store.rows(
        `select e.owner_id, v.* from webhook_event v join webhook_endpoint e on e.id = v.endpoint_id order by v.rowid`,
      );
      return rows.map((row) => ({
        partnerId: String(row['owner_id']),
        type: row['type'] as RecordedEvent['type'],
        affinity: JSON.parse(String(row['body'])) as Affinity,
        at: instantAt(Number(row['occurred_at'])),
      }));
    },
    audit: async () => [...(await listAudit(engine.reader)({ limit: 1000 }))].reverse(),
    close: store.close,
  };
});
