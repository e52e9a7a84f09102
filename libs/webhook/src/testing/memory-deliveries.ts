import type { AuditEntry } from '@affinity-engine/kernel';
import type { EndpointId } from '../endpoint.js';
import type { DeliveryLists, DeliveryQueue, MachineClock, WebhookWork } from '../ports.js';
import { memoryDeliveryLists } from './memory-delivery-lists.js';
import { memoryWebhookPorts } from './memory-endpoints.js';
import { memoryQueue } from './memory-queue.js';
import { appendTo, type DeliveryStore, type Happening } from './memory-store.js';
import { memoryWork } from '@affinity-engine/kernel/testing';

export type MemoryDeliveries = {
  readonly queue: DeliveryQueue;
  readonly work: WebhookWork;
  readonly lists: DeliveryLists;
  /** Appends what happened, as one commit would; answers the endpoints that have work now. */
  append(...happenings: readonly Happening[]): readonly EndpointId[];
  audit(): readonly AuditEntry[];
};

/** The ports of this context over one store in memory, timed by the clock it is given. */
export function memoryDeliveryQueue(clock: MachineClock): MemoryDeliveries {
  const store: DeliveryStore = { clock, rows: new Map(), audit: [], replays: 0 };
  return {
    queue: memoryQueue(store),
    work: memoryWork(
      (writes) => memoryWebhookPorts(store, writes),
      () => clock.now(),
    ),
    lists: memoryDeliveryLists(store),
    append: (...happenings) => appendTo(store, happenings),
    audit: () => [...store.audit],
  };
}
