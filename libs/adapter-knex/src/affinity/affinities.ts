import type { Affinities, Affinity } from '@affinity-engine/affinity';
import type { Knex } from 'knex';
import {
  fixed,
  instant,
  instantOrNull,
  integer,
  jsonOrNull,
  key,
  text,
  textOrNull,
  version,
} from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import type { KeptTexts } from '../engine/kept-texts.js';
import { findBy } from '../engine/reads.js';
import { insertInto, updateOf } from '../engine/statements.js';
import { shape, table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const affinityTable = table<Affinity>('affinity', {
  id: key(text()),
  partnerId: fixed(text()),
  requestId: fixed(text()),
  productId: fixed(text()),
  productVersion: fixed(text()),
  planId: fixed(text()),
  status: text(),
  certificateNumber: fixed(text()),
  lifetimeStart: fixed(text()),
  lifetimeEnd: fixed(text()),
  dateEnd: textOrNull(),
  holder: fixed(jsonOrNull()),
  item: fixed(jsonOrNull()),
  externalReference: fixed(textOrNull()),
  holderDocument: fixed(textOrNull()),
  premium: shape({
    net: fixed(integer()),
    fees: fixed(integer()),
    tax: fixed(integer()),
    total: fixed(integer()),
    currency: fixed(text()),
  }),
  paid: integer(),
  createdAt: fixed(instant()),
  issuedAt: instantOrNull(),
  answerDueAt: instantOrNull(),
  cancellation: jsonOrNull(),
  renewedFrom: fixed(textOrNull()),
  renewedBy: textOrNull(),
  version: version(),
});

export const affinityTexts: KeptTexts = {
  kind: 'external reference of an affinity',
  table: 'affinity',
  column: 'external_reference',
  within: ['partner_id'],
  where: 'external_reference is not null',
  unique: false,
  changes: ', version = version + 1',
};

const insertAffinity = insertInto(affinityTable, writeOrder.affinity);
const updateAffinity = updateOf(affinityTable, writeOrder.affinity);

export function knexAffinities(reader: Knex): (writes: Write[]) => Affinities {
  const byId = findBy(reader, affinityTable, 'id');
  return (writes) => ({
    async find(id, by) {
      const affinity = await byId(id);
      return affinity?.partnerId === by ? affinity : null;
    },
    findAny: byId,
    add: (affinity) => void writes.push(write(insertAffinity, affinity)),
    save: (affinity) => void writes.push(write(updateAffinity, affinity)),
  });
}
