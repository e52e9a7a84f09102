import { eventId, type WaitingEvent } from '@affinity-engine/webhook';
import { instant, integer, text } from '../engine/columns.js';
import type { Row } from '../engine/sql.js';
import { table } from '../engine/table.js';

/** A stored event; its id is made of endpoint and sequence. */
export const eventTable = table<Omit<WaitingEvent, 'id'>>('webhook_event', {
  endpointId: text(),
  sequence: integer(),
  type: text(),
  subject: text(),
  body: text(),
  occurredAt: instant(),
});

/** What a dispatcher reads of an event: each column of a row costs it time. */
export const eventColumns = eventTable.columns.map(({ name }) => name).join(', ');

export function eventFrom(row: Row): WaitingEvent {
  const event = eventTable.read(row);
  return { id: eventId(event.endpointId, event.sequence), ...event };
}
