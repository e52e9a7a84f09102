import type { AuditEntry } from '@affinity-engine/kernel';
import type { EndpointId } from '../endpoint.js';
import type { DeliveryLists } from '../delivery-lists.js';
import type { DeliveryQueue, MachineClock, WebhookPorts, WebhookWork } from '../ports.js';
import { memoryDeliveryLists } from './memory-delivery-lists.js';
import { memoryWebhookPorts } from './memory-endpoints.js';
import { memoryQueue } from './memory-queue.js';
import { appendTo, forgetEvents, type DeliveryStore, type Happening } from './memory-store.js';
import { memoryWork, type MemoryWrite } from '@affinity-engine/kernel/testing';

export type MemoryDeliveries = {
  readonly queue: DeliveryQueue;
  readonly work: WebhookWork;
  readonly lists: DeliveryLists;
  /** The ports of a unit of work that collects into these writes. */
  ports(writes: MemoryWrite[]): WebhookPorts;
  /** What all of it is kept in. */
  readonly store: DeliveryStore;
  /** Appends what happened, as one commit would; answers the endpoints that have work now. */
  append(...happenings: readonly Happening[]): readonly EndpointId[];
  /** Deletes delivered events that are older. */
  forget(keptMs: number): void;
  audit(): readonly AuditEntry[];
};

/** The ports of this context over one store in memory, timed by the clock it is given. */
export function memoryDeliveryQueue(clock: MachineClock): MemoryDeliveries {
  const store: DeliveryStore = { clock, rows: new Map(), audit: [], replays: 0 };
  const ports = (writes: MemoryWrite[]): WebhookPorts => memoryWebhookPorts(store, writes);
  return {
    queue: memoryQueue(store),
    work: memoryWork(ports, () => clock.now()),
    ports,
    store,
    lists: memoryDeliveryLists(store),
    append: (...happenings) => appendTo(store, happenings),
    forget: (keptMs) => forgetEvents(store, keptMs),
    audit: () => [...store.audit],
  };
}
