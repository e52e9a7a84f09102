import type { EndpointId, WaitingEvent } from '../endpoint.js';
import {
  maxUnconfirmed,
  type Advance,
  type Claim,
  type DeliveryQueue,
  type SideLine,
  type ClaimState,
} from '../ports.js';
import {
  firstLineDue,
  isOpen,
  type DeliveryStore,
  type EndpointRow,
  type StoredEvent,
  type StoredLine,
} from './memory-store.js';

/** The delivery state in memory. */
export function memoryQueue({ rows, clock }: DeliveryStore): DeliveryQueue {
  return {
    async claim(limit, leaseMs, failing = limit) {
      const now = clock.now();
      const isDue = (row: EndpointRow) => row.dueAt !== null && row.dueAt <= now && isOpen(row);
      const due = [...rows.values()].filter(isDue).sort((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0));
      const troubled = new Set(due.filter(({ failures }) => failures > 0).slice(failing));
      const taken = due.filter((row) => !troubled.has(row)).slice(0, limit);
      return taken.map((row) => claimOf(row, now, leaseMs));
    },
    async waiting(id, { after, upTo = Infinity, subject, skippedToo, limit }) {
      const asked = (event: StoredEvent) =>
        event.sequence > after &&
        event.sequence <= upTo &&
        (subject === undefined || event.subject === subject) &&
        (skippedToo === true || !event.skipped);
      return rowOf(id).events.filter(asked).slice(0, limit).map(waitingEvent);
    },
    advance: async (claim, progress, leaseMs) =>
      keep(claim, progress, (row) => {
        row.dueAt = clock.now() + leaseMs;
      }),
    release: async (claim, progress, retryInMs) =>
      keep(claim, progress, (row, changed) => {
        row.claimed = 0;
        if (retryInMs !== null && !changed) row.dueAt = clock.now() + retryInMs;
        else row.dueAt = row.lastSequence > row.cursor ? clock.now() : firstLineDue(row);
      }),
  };

  function rowOf(id: EndpointId): EndpointRow {
    const row = rows.get(id);
    if (row === undefined) throw new Error(`the store has no endpoint ${id}`);
    return row;
  }

  /** Attempts of any claim are stored; all else under the present epoch only. */
  function keep(claim: Claim, progress: Advance, due: (row: EndpointRow, changed: boolean) => void): ClaimState {
    const row = rowOf(claim.endpoint.id);
    row.attempts.push(...progress.attempts);
    if (row.epoch !== claim.epoch) return 'fenced';
    const changed = row.endpoint.version !== claim.endpoint.version;
    row.cursor = Math.max(row.cursor, progress.cursor);
    row.failures = changed ? 0 : progress.failures;
    for (const { done, retryInMs, ...line } of progress.lines) {
      if (done) row.lines.delete(line.id);
      else if (line.kind === 'replay' && !row.lines.has(line.id)) continue;
      else row.lines.set(line.id, { ...line, dueAt: clock.now() + (changed ? 0 : (retryInMs ?? 0)) });
    }
    due(row, changed);
    return isOpen(row) && !changed ? 'held' : 'stopped';
  }
}

function claimOf(row: EndpointRow, now: number, leaseMs: number): Claim {
  row.epoch += 1;
  if (row.claimed > 0) row.maybeSentUpTo = row.cursor + maxUnconfirmed;
  row.claimed += 1;
  row.dueAt = now + leaseMs;
  return {
    endpoint: row.endpoint,
    epoch: row.epoch,
    cursor: row.cursor,
    failures: row.failures,
    takeover: row.claimed > 1,
    maybeSentUpTo: row.maybeSentUpTo,
    lines: [...row.lines.values()].map((line) => sideLine(line, now)),
  };
}

const sideLine = ({ dueAt, ...line }: StoredLine, now: number): SideLine => ({ ...line, due: dueAt <= now });

export const waitingEvent = ({ skipped: _skipped, appendedAt: _appendedAt, ...event }: StoredEvent): WaitingEvent =>
  event;
