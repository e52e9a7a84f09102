import type { AuditEntry, Instant } from '@affinity-engine/kernel';
import { downAfter, eventId, type Attempt, type Endpoint, type EndpointId, type WaitingEvent } from '../endpoint.js';
import type { MachineClock, SideLine } from '../ports.js';

/** An event as it lies in the store. */
export type StoredEvent = WaitingEvent & { readonly skipped: boolean; readonly appendedAt: number };

/** A side line with the moment its next attempt is due. */
export type StoredLine = Omit<SideLine, 'due'> & { readonly dueAt: number };

/** An endpoint with how far delivery to it has come. */
export type EndpointRow = {
  endpoint: Endpoint;
  lastSequence: number;
  firstKeptSequence: number;
  cursor: number;
  failures: number;
  dueAt: number | null;
  /** Claims since the last release. */
  claimed: number;
  maybeSentUpTo: number;
  epoch: number;
  lines: Map<string, StoredLine>;
  readonly events: StoredEvent[];
  readonly attempts: Attempt[];
};

export type DeliveryStore = {
  readonly clock: MachineClock;
  readonly rows: Map<EndpointId, EndpointRow>;
  readonly audit: AuditEntry[];
  /** Numbers replays, so that none is taken for another. */
  replays: number;
};

export const newRow = (endpoint: Endpoint): EndpointRow => ({
  endpoint,
  lastSequence: 0,
  firstKeptSequence: 1,
  cursor: 0,
  failures: 0,
  dueAt: null,
  claimed: 0,
  maybeSentUpTo: 0,
  epoch: 0,
  lines: new Map(),
  events: [],
  attempts: [],
});

/** Due at once, except while a dispatcher serves it or while it is down, until its back-off ends. */
export function dueWithNewWork(row: EndpointRow, now: number): number {
  return row.claimed > 0 || row.failures >= downAfter[row.endpoint.ordering]
    ? (row.dueAt ?? now)
    : Math.min(row.dueAt ?? now, now);
}

/** When the first side line is due, null where there is none. */
export const firstLineDue = (row: EndpointRow): number | null =>
  row.lines.size === 0 ? null : Math.min(...[...row.lines.values()].map(({ dueAt }) => dueAt));

/** Whether it may be claimed once it is due. */
export const isOpen = ({ endpoint }: EndpointRow): boolean =>
  !endpoint.paused && !endpoint.disabled && endpoint.url !== null;

/** Whether a side line holds the event back behind the cursor. */
export const isHeld = ({ skipped, sequence, subject }: StoredEvent, { cursor, lines }: EndpointRow): boolean =>
  !skipped &&
  sequence <= cursor &&
  [...lines.values()].some(
    (line) =>
      line.kind === 'held' &&
      line.next <= sequence &&
      sequence <= (line.to ?? Infinity) &&
      (line.subject ?? subject) === subject,
  );

/** What waits, those held in their lanes among it, in order. */
export const waitingOf = (row: EndpointRow): readonly StoredEvent[] =>
  row.events.filter((event) => event.sequence > row.cursor || isHeld(event, row));

/** Deletes events that are older and that nothing waits for, from the first on. */
export function forgetEvents({ rows, clock }: DeliveryStore, keptMs: number): void {
  for (const row of rows.values()) {
    const needed = Math.min(row.cursor + 1, ...[...row.lines.values()].map(({ next }) => next));
    const isOver = ({ sequence, appendedAt }: StoredEvent) => sequence < needed && appendedAt < clock.now() - keptMs;
    while (row.events[0] !== undefined && isOver(row.events[0])) row.events.shift();
    row.firstKeptSequence = row.events[0]?.sequence ?? row.lastSequence + 1;
  }
}

/** What happened, for every endpoint of its owner that wants its type. */
export type Happening = {
  readonly ownerId: string;
  readonly type: string;
  readonly subject: string;
  readonly body: string;
  readonly occurredAt: Instant;
};

/** Appends what happened; answers the endpoints that have work now. */
export function appendTo({ rows, clock }: DeliveryStore, happenings: readonly Happening[]): readonly EndpointId[] {
  const listening: EndpointId[] = [];
  for (const { ownerId, ...happened } of happenings) {
    for (const row of rows.values()) {
      const { id, eventTypes } = row.endpoint;
      if (row.endpoint.ownerId !== ownerId || eventTypes?.includes(happened.type) === false) continue;
      row.lastSequence += 1;
      row.events.push({
        ...happened,
        id: eventId(id, row.lastSequence),
        endpointId: id,
        sequence: row.lastSequence,
        skipped: false,
        appendedAt: clock.now(),
      });
      row.dueAt = dueWithNewWork(row, clock.now());
      listening.push(id);
    }
  }
  return listening;
}
