import type {
  Erasure,
  ExportedPerson,
  FoundContact,
  FoundRecord,
  LegalHold,
  PersonPage,
  RecordKind,
  RecordRef,
} from '@affinity-engine/privacy';
import { readCursor, writeCursor } from '../edge/cursor.js';
import { pageFound, type Page } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import * as schemas from './data-subject-schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });
const path = '/ops/v1/data-subjects';

/** What stays of an erased record. */
const kept = ['identifiers and numbers', 'product and plan', 'status', 'days', 'premium, payments and refunds'];

/** Operators find persons, show what is kept of them, erase them, and hold records that must stay. */
export const dataSubjectRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: `POST ${path}/search`,
    operationId: 'searchPersons',
    summary: 'The affinities and quotations that a person is found in',
    description: 'A POST, so that no CPF and no name is in a URL. Found by whole words and whole numbers only.',
    body: schemas.searchBody,
    answer: schemas.searchAnswer,
    act: async ({ body: { cursor, rows = 20, ...criteria } }) => {
      const { records, due } = await useCases.searchPersons(criteria, placeOf(cursor), rows + 1);
      return { ...pageFound(records, rows, cursorBehind), due };
    },
    present: ({ items, cursor, due }: Page<FoundRecord> & Pick<PersonPage, 'due'>) => ({
      ...{ items: items.map(recordWire), cursor },
      not_yet_found: due,
    }),
  }),
  route({
    call: `POST ${path}/export`,
    operationId: 'exportPerson',
    summary: 'Everything that is kept of a person',
    description: 'With the audit trail of each record. The trail notes the export, without the person.',
    body: schemas.personBody,
    answer: schemas.exportAnswer,
    act: ({ body, caller }) => useCases.exportPerson(body, caller.clientId),
    present: ({ contents, contacts, due }: ExportedPerson) => ({
      ...{ records: contents, contacts: contacts.map(contactWire) },
      not_yet_found: due,
    }),
  }),
  route({
    call: `POST ${path}/erasure-preview`,
    operationId: 'previewErasure',
    summary: 'What the erasure of a person would do',
    description: 'Changes nothing. The erasure names its digest, so that it does exactly this.',
    body: schemas.personBody,
    answer: schemas.erasureAnswer,
    act: ({ body }) => useCases.previewErasure(body),
    present: erasureWire,
  }),
  route({
    call: `POST ${path}/erase`,
    operationId: 'erasePerson',
    summary: 'Erase a person from every record that is not held',
    description:
      'For good: the keys of the records are destroyed. The record of each policy stays, without the person.',
    body: schemas.eraseBody,
    answer: schemas.erasureAnswer,
    idempotent: true,
    act: ({ body: { digest, ...criteria }, caller, once }) =>
      useCases.erasePerson(criteria, digest, caller.clientId, once),
    present: erasureWire,
  }),
  route({
    call: `GET ${path}/holds`,
    operationId: 'listHolds',
    summary: 'The records that are not erased, and why',
    description: 'By kind and id.',
    query: schemas.holdsQuery,
    answer: schemas.holdsAnswer,
    act: async ({ query: { cursor, rows = 20 } }) =>
      pageFound(await useCases.listHolds(placeOf(cursor), rows + 1), rows, cursorBehind),
    present: ({ items, cursor }: Page<LegalHold>) => ({ items: items.map(holdWire), cursor }),
  }),
  route({
    call: `PUT ${path}/holds/{kind}/{record_id}`,
    operationId: 'placeHold',
    summary: 'Keep a record from being erased',
    description: 'The reason takes the place of an earlier one.',
    params: schemas.holdPath,
    body: schemas.holdBody,
    answer: schemas.hold,
    idempotent: true,
    act: ({ params: { kind, record_id: id }, body, caller, once }) =>
      useCases.placeHold({ kind, id }, body.reason, caller.clientId, once),
    present: holdWire,
  }),
  route({
    call: `DELETE ${path}/holds/{kind}/{record_id}`,
    operationId: 'releaseHold',
    summary: 'Let a record be erased again',
    description: 'The next erasure of its person takes it along.',
    params: schemas.holdPath,
    answer: schemas.hold,
    status: 204,
    idempotent: true,
    act: ({ params: { kind, record_id: id }, caller, once }) =>
      useCases.releaseHold({ kind, id }, caller.clientId, once),
    present: (_: void) => undefined,
  }),
  route({
    call: `POST ${path}/links/{kind}/{record_id}/revoke`,
    operationId: 'revokeLinks',
    summary: 'End every link to a document of a record',
    description: 'Those that were given out. Answers and webhooks have new ones from now on.',
    params: schemas.holdPath,
    answer: schemas.hold,
    status: 204,
    idempotent: true,
    act: ({ params: { kind, record_id: id }, caller, once }) =>
      useCases.revokeLinks({ kind, id }, caller.clientId, once),
    present: (_: void) => undefined,
  }),
];

/** The place behind a page; null for the first one. @throws CURSOR-INVALID */
function placeOf(cursor: string | undefined): RecordRef | null {
  if (cursor === undefined) return null;
  const { value, id } = readCursor(cursor, 'data-subjects');
  return { kind: value as RecordKind, id };
}

const cursorBehind = ({ kind, id }: RecordRef): string => writeCursor({ total: 0, value: kind, id }, 'data-subjects');

const recordWire = ({ kind, id, hold }: FoundRecord) => ({ kind, id, held: hold?.reason ?? null });
const contactWire = ({ groupId }: FoundContact) => ({ group_id: groupId });
const holdWire = ({ kind, id, reason, heldBy, heldSince }: LegalHold) => ({
  ...{ kind, id, reason },
  ...{ held_by: heldBy, held_since: heldSince },
});

function erasureWire({ digest, erased, held, contacts, due }: Erasure) {
  return {
    digest,
    ...{ erased: erased.map(recordWire), held: held.map(recordWire), contacts: contacts.map(contactWire) },
    ...{ kept, not_yet_found: due },
  };
}
