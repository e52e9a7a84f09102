import type { EndpointId, WakeUps } from '@affinity-engine/webhook';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import type { Execute, Statement } from '../engine/committer.js';
import { rowsAsJson, rowsAsTable } from '../engine/statements.js';

/** Something that happened, for every endpoint of its owner that wants to hear of it. */
export type OutboxEvent = {
  readonly ownerId: string;
  readonly type: string;
  readonly subject: string;
  readonly body: string;
  readonly occurredAt: number;
};

type Listener = { readonly id: EndpointId; readonly ownerId: string; readonly eventTypes: readonly string[] | null };

type Line = { readonly endpointId: EndpointId; readonly event: OutboxEvent; sequence: number };

/**
 * Appends events to their endpoints. The endpoint's row gives the sequence and is locked by doing so: sequences have
 * no gaps and follow the order of commits. Answers the endpoints that have work now.
 */
export const outboxStatement = (wakeUps: Pick<WakeUps, 'notify'>): Statement<OutboxEvent, readonly EndpointId[]> => ({
  name: 'append events',
  order: 50,
  async run(execute, events) {
    const listeners = await listenersOf(execute, [...new Set(events.map(({ ownerId }) => ownerId))]);
    const lines = events.map((event) => linesOf(event, listeners));
    await numberLines(execute, lines.flat());
    await insertLines(execute, lines.flat());
    return lines.map((ofOne) => ofOne.map(({ endpointId }) => endpointId));
  },
  committed: (results) => wakeUps.notify([...new Set(results.flat())]),
});

async function listenersOf(execute: Execute, owners: readonly string[]): Promise<readonly Listener[]> {
  const rows = await execute(
    `select id, owner_id, event_types from webhook_endpoint where owner_id in (select value from json_each(?))`,
    [JSON.stringify(owners)],
  );
  return rows.map((row) => ({
    id: column.text(row, 'id'),
    ownerId: column.text(row, 'owner_id'),
    eventTypes: column.jsonOrNull<string[]>(row, 'event_types'),
  }));
}

const linesOf = (event: OutboxEvent, listeners: readonly Listener[]): readonly Line[] =>
  listeners
    .filter(({ ownerId, eventTypes }) => ownerId === event.ownerId && (eventTypes?.includes(event.type) ?? true))
    .map(({ id }) => ({ endpointId: id, event, sequence: 0 }));

async function numberLines(execute: Execute, lines: readonly Line[]): Promise<void> {
  const counts = new Map<EndpointId, number>();
  for (const { endpointId } of lines) counts.set(endpointId, (counts.get(endpointId) ?? 0) + 1);
  if (counts.size === 0) return;
  const rows: readonly Row[] = await execute(
    `with v as (${rowsAsTable(['id', 'n'])})
     update webhook_endpoint set last_sequence = last_sequence + v.n, due_at = ${column.dueWithNewWork}
     from v where webhook_endpoint.id = v.id returning webhook_endpoint.id, last_sequence`,
    [JSON.stringify([...counts])],
  );
  const next = new Map(
    rows.map((row) => {
      const id = column.text(row, 'id');
      return [id, column.integer(row, 'last_sequence') - (counts.get(id) ?? 0) + 1];
    }),
  );
  for (const line of lines) {
    const sequence = next.get(line.endpointId);
    if (sequence === undefined) throw new Error(`endpoint ${line.endpointId} vanished within a transaction`);
    line.sequence = sequence;
    next.set(line.endpointId, sequence + 1);
  }
}

const columns = ['endpoint_id', 'sequence', 'type', 'subject', 'body', 'occurred_at'] as const;
const insertEvents = `insert into webhook_event (${columns.join(', ')}) ${rowsAsTable(columns)}`;

async function insertLines(execute: Execute, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ endpointId, sequence, event }) => ({
    endpoint_id: endpointId,
    sequence,
    type: event.type,
    subject: event.subject,
    body: event.body,
    occurred_at: event.occurredAt,
  }));
  await execute(insertEvents, [rowsAsJson(rows, columns)]);
}
