import {
  eachMutant,
  memoryWork,
  mutantWorks,
  suiteNotices,
  type MutantWork,
  type PortsMutant,
} from '@affinity-engine/kernel/testing';
import type { DeliveryLists } from '../delivery-lists.js';
import type { DeliveryQueue, WebhookPorts } from '../ports.js';
import { deliveryListMutants, outboxMutants } from './delivery-mutants.js';
import { endpointMutants } from './endpoint-mutants.js';
import {
  deliveryQueueContract,
  memoryDeliveryQueue,
  virtualTime,
  type DeliveryContractFixtures,
  type Happening,
  type MemoryDeliveries,
} from './index.js';
import { retentionMutants } from './retention-mutants.js';
import { queueMutants } from './queue-mutants.js';

type Parts = {
  readonly work?: MutantWork;
  readonly ports?: PortsMutant<WebhookPorts, MemoryDeliveries>;
  readonly queue?: (queue: DeliveryQueue, memory: MemoryDeliveries) => Partial<DeliveryQueue>;
  readonly lists?: (lists: DeliveryLists) => Partial<DeliveryLists>;
  readonly forget?: (memory: MemoryDeliveries, keptMs: number) => void;
  readonly happens?: (happening: Happening) => readonly Happening[];
};

const none = () => ({});

/** A store in memory, some of it replaced. */
const opened =
  ({
    work = memoryWork,
    ports = none,
    queue = none,
    lists = none,
    forget = ({ forget: sound }, ms) => sound(ms),
    happens = (one) => [one],
  }: Parts = {}) =>
  async (): Promise<DeliveryContractFixtures> => {
    const { clock, pass } = virtualTime();
    const memory = memoryDeliveryQueue(clock);
    return {
      queue: { ...memory.queue, ...queue(memory.queue, memory) },
      work: work((writes) => {
        const sound = memory.ports(writes);
        return { ...sound, ...ports(sound, writes, memory) };
      }),
      lists: { ...memory.lists, ...lists(memory.lists) },
      append: async (...happenings) => void memory.append(...happenings.flatMap(happens)),
      pass,
      forget: async (keptMs) => forget(memory, keptMs),
      audit: async () => memory.audit(),
      close: async () => undefined,
    };
  };

deliveryQueueContract('in memory', opened());

suiteNotices('the delivery queue', deliveryQueueContract, opened(), {
  ...eachMutant(mutantWorks, (work) => opened({ work })),
  ...eachMutant(endpointMutants, (ports) => opened({ ports })),
  ...eachMutant(outboxMutants, (happens) => opened({ happens })),
  ...eachMutant(retentionMutants, (forget) => opened({ forget })),
  ...eachMutant(queueMutants, (queue) => opened({ queue })),
  ...eachMutant(deliveryListMutants, (lists) => opened({ lists })),
});
