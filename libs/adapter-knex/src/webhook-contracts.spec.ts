import { deliveryQueueContract } from '@affinity-engine/webhook/testing';
import { engines } from './testing/engines.js';
import { oldestFirst } from './testing/opened-store.js';

for (const [name, open] of engines) {
  deliveryQueueContract(name, async () => {
    const store = await open();
    return {
      queue: store.queue,
      work: store.works.webhook,
      lists: store.lists.deliveries,
      append: store.append,
      pass: store.pass,
      audit: () => oldestFirst(store),
      close: store.close,
    };
  });
}
