import { deliveryQueueContract, eventFeedContract } from '@affinity-engine/webhook/testing';
import { engines } from './testing/engines.js';
import { oldestFirst } from './testing/opened-store.js';
import { keepsAll } from './testing/retention.js';

for (const [name, open] of engines) {
  deliveryQueueContract(name, async () => {
    const store = await open();
    return {
      queue: store.queue,
      work: store.works.webhook,
      lists: store.lists.deliveries,
      append: store.append,
      pass: store.pass,
      forget: async (eventsKeptMs) =>
        void (await store.maintenance.deleteExpired({ ...keepsAll, attemptsKeptMs: 0, eventsKeptMs })),
      audit: () => oldestFirst(store),
      close: store.close,
    };
  });
  eventFeedContract(name, async () => {
    const store = await open();
    return {
      lists: store.lists.feed,
      queue: store.feed,
      append: store.append,
      pass: store.pass,
      forget: async (eventsKeptMs) =>
        void (await store.maintenance.deleteExpired({ ...keepsAll, attemptsKeptMs: 0, eventsKeptMs })),
      countIncarnation: store.restored,
      close: store.close,
    };
  });
}
