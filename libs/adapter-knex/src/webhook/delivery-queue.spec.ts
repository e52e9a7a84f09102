import { epochMilliseconds } from '@affinity-engine/kernel';
import { fixedClock } from '@affinity-engine/kernel/testing';
import { deliveryQueueContract } from '@affinity-engine/webhook/testing';
import { write } from '../engine/committer.js';
import { knexDeliveryLists } from './delivery-lists.js';
import { knexDeliveryQueue } from './delivery-queue.js';
import { knexWebhookWork } from './webhook-work.js';
import { outboxStatement } from './outbox.js';
import { temporaryStore } from '../testing/temporary-store.js';

const outbox = outboxStatement({ notify: () => undefined });

deliveryQueueContract('on SQLite', async () => {
  const store = await temporaryStore();
  const { database, committer, seal } = store;
  return {
    queue: knexDeliveryQueue(database.reader, committer, seal),
    work: knexWebhookWork(database, committer, seal, fixedClock('2026-01-02T12:00:00Z'), { notify: () => {} }),
    lists: knexDeliveryLists(database.reader, seal),
    async append(...events) {
      const rows = events.map(({ occurredAt, ...event }) => ({
        ...event,
        occurredAt: epochMilliseconds(occurredAt),
      }));
      await committer.commit(rows.map((row) => write(outbox, row)));
    },
    async pass(ms) {
      await store.execute('update webhook_endpoint set due_at = due_at - ?', ms);
      await store.execute('update webhook_line set due_at = due_at - ?', ms);
      await store.execute('update webhook_event set appended_at = appended_at - ?', ms);
    },
    close: store.close,
  };
});
