import { mostAttemptsRead, mostAttemptsShown } from '../delivery-lists.js';
import type { Dam, Delivery, DeliveryLists, DeliveryStatus } from '../delivery-lists.js';
import { downAfter } from '../endpoint.js';
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
  async deliveries(id, { status, type, subject, answer, before = Infinity, downTo = 0, limit }) {
    const row = rows.get(id);
    if (row === undefined) return [];
    return row.events
      .filter(({ sequence }) => sequence < before && sequence >= downTo)
      .filter((event) => [undefined, event.type].includes(type) && [undefined, event.subject].includes(subject))
      .map((event) => deliveryOf(event, row, mostAttemptsShown))
      .filter((delivery) => status === undefined || delivery.status === status)
      .filter(({ attempts }) => answer === undefined || attempts.at(-1)?.statusCode === answer)
      .reverse()
      .slice(0, limit);
  },
  async delivery(id, sequence) {
    const row = rows.get(id);
    const event = row?.events.find((each) => each.sequence === sequence);
    return row === undefined || event === undefined ? null : deliveryOf(event, row, mostAttemptsRead);
  },
  async sequenceFrom(id, at) {
    const row = rows.get(id);
    const first = row?.events.find(({ occurredAt }) => occurredAt >= at);
    return first?.sequence ?? (row?.lastSequence ?? 0) + 1;
  },
  async dams(ids) {
    const found = ids.flatMap((id) => {
      const row = rows.get(id);
      const dam = row === undefined ? null : damOf(row);
      return dam === null ? [] : [[id, dam] as const];
    });
    return new Map(found);
  },
  down: async (limit) =>
    [...rows.values()]
      .filter((row) => isOpen(row) && row.failures >= downAfter[row.endpoint.ordering] && waitingOf(row).length > 0)
      .map(({ endpoint: { id, ownerId }, failures }) => ({ id, ownerId, failures }))
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .slice(0, limit),
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

function deliveryOf(event: StoredEvent, row: EndpointRow, attempts: number): Delivery {
  return {
    event: waitingEvent(event),
    status: statusOf(event, row),
    attempts: row.attempts.filter(({ sequence }) => sequence === event.sequence).slice(-attempts),
  };
}

function damOf(row: EndpointRow): Dam | null {
  const held = [...row.lines.values()].filter(({ kind, failures }) => kind === 'held' && failures > 0);
  const failed = [
    ...held.map(({ next }) => next),
    ...(row.failures > 0 && row.lastSequence > row.cursor ? [row.cursor + 1] : []),
  ];
  const event = row.events.find(({ sequence }) => sequence === Math.min(...failed));
  if (event === undefined) return null;
  const { id: eventId, sequence, type, subject } = event;
  const attempts = row.attempts.filter((each) => each.sequence === sequence);
  const since = attempts.find(({ delivered }) => !delivered)?.at ?? null;
  return { ...{ eventId, sequence, type, subject, since }, lastAttempt: attempts.at(-1) ?? null };
}

function statusOf(event: StoredEvent, row: EndpointRow): DeliveryStatus {
  if (event.skipped) return 'skipped';
  return event.sequence > row.cursor || isHeld(event, row) ? 'pending' : 'delivered';
}
