import { fixedClock } from '@affinity-engine/kernel/testing';
import { deliveryQueueContract } from '@affinity-engine/webhook/testing';
import { write } from '../engine/committer.js';
import { temporaryStore } from '../testing/temporary-store.js';
import { knexDeliveryLists } from './delivery-lists.js';
import { knexDeliveryQueue } from './delivery-queue.js';
import { outboxStatement } from './outbox.js';
import { knexWebhookWork } from './webhook-work.js';

const outbox = outboxStatement({ notify: () => undefined });

deliveryQueueContract('on SQLite', async () => {
  const store = await temporaryStore();
  const { engine } = store;
  return {
    queue: knexDeliveryQueue(engine),
    work: knexWebhookWork(engine, fixedClock('2026-01-02T12:00:00Z'), { notify: () => {} }),
    lists: knexDeliveryLists(engine),
    async append(...events) {
      await engine.committer.commit(events.map((event) => write(outbox, event)));
    },
    async pass(ms) {
      await store.execute('update webhook_endpoint set due_at = due_at - ?', ms);
      await store.execute('update webhook_line set due_at = due_at - ?', ms);
      await store.execute('update webhook_event set appended_at = appended_at - ?', ms);
    },
    close: store.close,
  };
});
