import { epochMilliseconds } from '@affinity-engine/kernel';
import type { DeliveryLists, DeliveryStatus } from '../ports.js';
import { waitingEvent } from './memory-queue.js';
import type { DeliveryStore, EndpointRow, StoredEvent } from './memory-store.js';

/** Reads over endpoints and deliveries in memory. */
export const memoryDeliveryLists = ({ rows, clock }: DeliveryStore): DeliveryLists => ({
  endpoints: async (ownerId) =>
    [...rows.values()]
      .map(({ endpoint }) => endpoint)
      .filter((endpoint) => ownerId === undefined || endpoint.ownerId === ownerId)
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
  async deliveries(id, { status, before = Infinity, limit }) {
    const row = rows.get(id);
    if (row === undefined) return [];
    return row.events
      .filter(({ sequence }) => sequence < before)
      .map((event) => ({
        event: waitingEvent(event),
        status: statusOf(event, row),
        attempts: row.attempts.filter(({ sequence }) => sequence === event.sequence),
      }))
      .filter((delivery) => status === undefined || delivery.status === status)
      .reverse()
      .slice(0, limit);
  },
  async lag() {
    const behind = [...rows.values()].filter(
      ({ lastSequence, cursor, endpoint }) => lastSequence > cursor && endpoint.url !== null,
    );
    const ages = behind.flatMap(({ events, cursor }) =>
      events
        .filter(({ sequence }) => sequence === cursor + 1)
        .map(({ occurredAt }) => clock.now() - epochMilliseconds(occurredAt)),
    );
    return {
      waiting: behind.reduce((sum, { lastSequence, cursor }) => sum + lastSequence - cursor, 0),
      dammedEndpoints: behind.filter(({ failures }) => failures > 0).length,
      oldestWaitingSeconds: Math.max(0, ...ages) / 1000,
    };
  },
});

function statusOf({ skipped, sequence, subject }: StoredEvent, { cursor, lines }: EndpointRow): DeliveryStatus {
  if (skipped) return 'skipped';
  if (sequence > cursor) return 'pending';
  const held = [...lines.values()].some(
    (line) =>
      line.kind === 'held' &&
      line.next <= sequence &&
      sequence <= (line.to ?? Infinity) &&
      (line.subject ?? subject) === subject,
  );
  return held ? 'pending' : 'delivered';
}
