import { partnerOf, type Partner, type Partners } from '@affinity-engine/affinity';
import type { Knex } from 'knex';
import { fixed, instant, json, key, text, textOrNull, version } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import { findBy } from '../engine/reads.js';
import { assertUnchangedStatement, insertInto, updateOf } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

export const partnerTable = table<Partner>('partner', {
  id: key(text()),
  name: text(),
  legalName: fixed(text()),
  cnpj: fixed(text()),
  email: text(),
  phone: text(),
  productIds: json(),
  standings: json(),
  affinityGroupIds: json(),
  defaultProducerCode: textOrNull(),
  createdAt: fixed(instant()),
  version: version(),
});

const insertPartner = insertInto(partnerTable, writeOrder.partner);
const updatePartner = updateOf(partnerTable, writeOrder.partner);
const partnerUnchanged = assertUnchangedStatement(partnerTable, ['id', 'version'], writeOrder.partner);

export function knexPartners(reader: Knex): (writes: Write[]) => Partners {
  const [find, findByCnpj] = [findBy(reader, partnerTable, 'id'), findBy(reader, partnerTable, 'cnpj')];
  return (writes) => ({
    find,
    findByCnpj,
    add: (partner) => void writes.push(write(insertPartner, partner)),
    save: (partner) => void writes.push(write(updatePartner, partner)),
    assertUnchanged: (partner) => void writes.push(write(partnerUnchanged, partner)),
  });
}

/** Rejects with PARTNER-UNKNOWN for an unknown id: for contexts that refer to partners. */
export function knexPartnerCheck(reader: Knex) {
  const partners = knexPartners(reader)([]);
  return { assertExists: async (id: string): Promise<void> => void (await partnerOf(partners, id)) };
}
