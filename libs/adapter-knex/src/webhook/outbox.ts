import type { EndpointId, WakeUps } from '@affinity-engine/webhook';
import { jsonOrNull, text } from '../engine/columns.js';
import type { Statement } from '../engine/committer.js';
import { integerIn, textIn, type Execute } from '../engine/sql.js';
import { composed, rowsAsText } from '../engine/sql-words.js';
import { insertInto } from '../engine/statements.js';
import { shape } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';
import { dueWithNewWork, isDueNow } from './due.js';
import { byOwner, endpointLock } from './endpoint-lock.js';
import { eventTable } from './events.js';
import { appendToFeed } from './feed-events.js';
import type { OutboxEvent } from './outbox-event.js';

type Listener = { readonly id: EndpointId; readonly ownerId: string; readonly eventTypes: readonly string[] | null };

type Line = { readonly endpointId: EndpointId; readonly event: OutboxEvent; sequence: number; isDue: boolean };

/**
 * Appends events to their endpoints, and to the feed. The update of the endpoint's row gives the sequence and locks the row, so
 * sequences have no gaps and follow the order of commits. Returns the endpoints that are due now: a claimed one is looked
 * at by its dispatcher, one that is down or paused waits.
 */
export const outboxStatement = (wakeUps: Pick<WakeUps, 'notify'>): Statement<OutboxEvent, readonly EndpointId[]> => ({
  name: 'append events',
  order: writeOrder.event,
  lock: { of: endpointLock, keyOf: ({ ownerId }) => byOwner(ownerId) },
  async run(execute, events) {
    const listeners = await listenersOf(execute, [...new Set(events.map(({ ownerId }) => ownerId))]);
    const lines = events.map((event) => linesOf(event, listeners));
    await numberLines(execute, lines.flat());
    await insertLines(execute, lines.flat());
    await appendToFeed(execute, events);
    return lines.map((ofOne) => ofOne.filter((each) => each.isDue).map(({ endpointId }) => endpointId));
  },
  committed: (results) => wakeUps.notify([...new Set(results.flat())]),
});

const listenerShape = shape<Listener>({ id: text(), ownerId: text(), eventTypes: jsonOrNull() });

const listenersSql = composed(
  ({ rowsAsTable }) =>
    `select id, owner_id, event_types from endpoint_configuration where owner_id in (${rowsAsTable([{ name: 'owner_id', type: 'text' }])})`,
);

async function listenersOf(execute: Execute, owners: readonly string[]): Promise<readonly Listener[]> {
  const rows = await execute(listenersSql(execute.words), [rowsAsText(owners.map((owner) => [owner]))]);
  return rows.map(listenerShape.read);
}

const linesOf = (event: OutboxEvent, listeners: readonly Listener[]): readonly Line[] =>
  listeners
    .filter(({ ownerId, eventTypes }) => ownerId === event.ownerId && (eventTypes?.includes(event.type) ?? true))
    .map(({ id }) => ({ endpointId: id, event, sequence: 0, isDue: false }));

const counted = [
  { name: 'id', type: 'text' },
  { name: 'n', type: 'integer' },
] as const;

const numberSql = composed(
  (words) => `with v as (${words.rowsAsTable(counted)})
     update endpoint_progress set last_sequence = last_sequence + v.n, due_at = ${dueWithNewWork(words)}
     from v where endpoint_progress.id = v.id
     returning endpoint_progress.id, last_sequence, case when ${isDueNow(words)} then 1 else 0 end as is_due`,
);

async function numberLines(execute: Execute, lines: readonly Line[]): Promise<void> {
  const counts = new Map<EndpointId, number>();
  for (const { endpointId } of lines) counts.set(endpointId, (counts.get(endpointId) ?? 0) + 1);
  if (counts.size === 0) return;
  const rows = await execute(numberSql(execute.words), [rowsAsText([...counts])]);
  const next = new Map(
    rows.map((row) => {
      const id = textIn(row, 'id');
      const first = integerIn(row, 'last_sequence') - (counts.get(id) ?? 0) + 1;
      return [id, { sequence: first, isDue: integerIn(row, 'is_due') === 1 }];
    }),
  );
  for (const line of lines) {
    const numbered = next.get(line.endpointId);
    if (numbered === undefined) throw new Error(`endpoint ${line.endpointId} vanished within a transaction`);
    line.sequence = numbered.sequence;
    line.isDue = numbered.isDue;
    numbered.sequence += 1;
  }
}

const insertEvents = insertInto(eventTable, writeOrder.event);

async function insertLines(execute: Execute, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return;
  const kept = lines.map(({ endpointId, sequence, event: { ownerId, ...event } }) => ({
    endpointId,
    sequence,
    ...event,
  }));
  await insertEvents.run(execute, kept);
}
