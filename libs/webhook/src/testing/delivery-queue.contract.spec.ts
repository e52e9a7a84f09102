import { deliveryQueueContract, memoryDeliveryQueue, virtualTime } from './index.js';

deliveryQueueContract('in memory', async () => {
  const { clock, pass } = virtualTime();
  const { queue, work, lists, append } = memoryDeliveryQueue(clock);
  return {
    queue,
    work,
    lists,
    append: async (...happenings) => void append(...happenings),
    pass,
    close: async () => undefined,
  };
});
