import { mostAttemptsShown, type DeliveryLists, type DeliveryStatus } from '../ports.js';
import { progressOf } from './memory-endpoints.js';
import { waitingEvent } from './memory-queue.js';
import { isHeld, isOpen, waitingOf, type DeliveryStore, type EndpointRow, type StoredEvent } from './memory-store.js';

/** Reads over endpoints and deliveries in memory. */
export const memoryDeliveryLists = ({ rows, clock }: DeliveryStore): DeliveryLists => ({
  endpoints: async ({ ownerId, after = '', limit }) =>
    [...rows.values()]
      .filter(({ endpoint }) => endpoint.id > after && (ownerId === undefined || endpoint.ownerId === ownerId))
      .map((row) => ({ ...row.endpoint, progress: progressOf(row) }))
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .slice(0, limit),
  async deliveries(id, { status, before = Infinity, limit }) {
    const row = rows.get(id);
    if (row === undefined) return [];
    return row.events
      .filter(({ sequence }) => sequence < before)
      .map((event) => ({
        event: waitingEvent(event),
        status: statusOf(event, row),
        attempts: row.attempts.filter(({ sequence }) => sequence === event.sequence).slice(-mostAttemptsShown),
      }))
      .filter((delivery) => status === undefined || delivery.status === status)
      .reverse()
      .slice(0, limit);
  },
  async lag() {
    const behind = [...rows.values()].filter(isOpen).filter((row) => waitingOf(row).length > 0);
    const waiting = behind.flatMap(waitingOf);
    const dammed = behind.filter(
      (row) => (row.failures > 0 && row.lastSequence > row.cursor) || row.events.some((event) => isHeld(event, row)),
    );
    return {
      waiting: waiting.length,
      dammedEndpoints: dammed.length,
      oldestWaitingSeconds: Math.max(0, ...waiting.map(({ appendedAt }) => clock.now() - appendedAt)) / 1000,
    };
  },
});

function statusOf(event: StoredEvent, row: EndpointRow): DeliveryStatus {
  if (event.skipped) return 'skipped';
  return event.sequence > row.cursor || isHeld(event, row) ? 'pending' : 'delivered';
}
