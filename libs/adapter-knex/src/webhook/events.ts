import { eventId, type WaitingEvent } from '@affinity-engine/webhook';
import { personFrom, personOfSubject, type BodyWithPerson } from '../affinity/stored-person.js';
import { instant, integer, text } from '../engine/columns.js';
import type { People } from '../engine/people.js';
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

/** What a dispatcher reads of an event `v` and the person it is about: each column of a row costs it time. */
export const eventColumns = [...eventTable.columns.map(({ name }) => `v.${name}`), `${personOfSubject} as person`].join(
  ', ',
);

/** Reads an event with the person it is about. */
export type EventReader = (row: Row) => WaitingEvent;

export const eventReader =
  (people: People, withPerson: BodyWithPerson): EventReader =>
  (row) => {
    const event = eventTable.read(row);
    const person = personFrom(people, row['person'] as string | null);
    const body = person === null ? event.body : withPerson(event.body, person);
    return { id: eventId(event.endpointId, event.sequence), ...event, body };
  };
