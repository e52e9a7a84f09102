import type { Affinities, Affinity, AffinityStatus, Cancellation, Particular } from '@affinity-engine/affinity';
import type { PlainDate } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Value, type Write } from '../engine/committer.js';
import { insertInto, updateOf } from '../engine/statements.js';

const changing = ['status', 'date_end', 'paid', 'issued_at', 'answer_due_at', 'cancellation', 'renewed_by'] as const;

const columns = [
  'id',
  'partner_id',
  'request_id',
  'product_id',
  'product_version',
  'plan_id',
  'certificate_number',
  'lifetime_start',
  'lifetime_end',
  'holder',
  'item',
  'holder_document',
  'currency',
  'net',
  'fees',
  'tax',
  'total',
  'created_at',
  'renewed_from',
  'version',
  ...changing,
] as const;

type Column = (typeof columns)[number];

const insertAffinity = insertInto('affinity', columns, 20);
const updateAffinity = updateOf<Column>(
  'affinity',
  { key: ['id'], guard: ['version'], set: changing, also: 'version = v.version + 1' },
  20,
);

/** Affinities read at once, written with the unit of work. */
export function knexAffinities(reader: Knex): (writes: Write[]) => Affinities {
  const byId = batched<string, Affinity>(async (ids) => {
    const rows = (await reader('affinity').whereIn('id', ids as string[])) as Row[];
    return new Map(rows.map((row) => [column.text(row, 'id'), affinityFrom(row)]));
  });
  return (writes) => ({
    async find(id, by) {
      const affinity = await byId(id);
      return affinity?.partnerId === by ? affinity : null;
    },
    findAny: byId,
    add: (affinity) => void writes.push(write(insertAffinity, toRow(affinity))),
    save: (affinity) => void writes.push(write(updateAffinity, toRow(affinity))),
  });
}

/** An affinity from its row. */
export function affinityFrom(row: Row): Affinity {
  return {
    id: column.text(row, 'id'),
    partnerId: column.text(row, 'partner_id'),
    requestId: column.text(row, 'request_id'),
    productId: column.text(row, 'product_id'),
    productVersion: column.text(row, 'product_version'),
    planId: column.text(row, 'plan_id'),
    status: column.text(row, 'status') as AffinityStatus,
    certificateNumber: column.text(row, 'certificate_number'),
    lifetimeStart: column.text(row, 'lifetime_start') as PlainDate,
    lifetimeEnd: column.text(row, 'lifetime_end') as PlainDate,
    dateEnd: column.textOrNull(row, 'date_end') as PlainDate | null,
    holder: column.jsonOrNull<Particular>(row, 'holder'),
    item: column.jsonOrNull<Particular>(row, 'item'),
    holderDocument: column.textOrNull(row, 'holder_document'),
    premium: {
      net: column.integer(row, 'net'),
      fees: column.integer(row, 'fees'),
      tax: column.integer(row, 'tax'),
      total: column.integer(row, 'total'),
      currency: column.text(row, 'currency'),
    },
    paid: column.integer(row, 'paid'),
    createdAt: column.instantOf(row, 'created_at'),
    issuedAt: column.instantOrNull(row, 'issued_at'),
    answerDueAt: column.instantOrNull(row, 'answer_due_at'),
    cancellation: column.jsonOrNull<Cancellation>(row, 'cancellation'),
    renewedFrom: column.textOrNull(row, 'renewed_from'),
    renewedBy: column.textOrNull(row, 'renewed_by'),
    version: column.integer(row, 'version'),
  };
}

const toRow = (affinity: Affinity): Record<Column, Value> => ({
  id: affinity.id,
  partner_id: affinity.partnerId,
  request_id: affinity.requestId,
  product_id: affinity.productId,
  product_version: affinity.productVersion,
  plan_id: affinity.planId,
  status: affinity.status,
  certificate_number: affinity.certificateNumber,
  lifetime_start: affinity.lifetimeStart,
  lifetime_end: affinity.lifetimeEnd,
  date_end: affinity.dateEnd,
  holder: column.jsonTextOrNull(affinity.holder),
  item: column.jsonTextOrNull(affinity.item),
  holder_document: affinity.holderDocument,
  currency: affinity.premium.currency,
  net: affinity.premium.net,
  fees: affinity.premium.fees,
  tax: affinity.premium.tax,
  total: affinity.premium.total,
  paid: affinity.paid,
  created_at: column.milliseconds(affinity.createdAt),
  issued_at: column.millisecondsOrNull(affinity.issuedAt),
  answer_due_at: column.millisecondsOrNull(affinity.answerDueAt),
  cancellation: column.jsonTextOrNull(affinity.cancellation),
  renewed_from: affinity.renewedFrom,
  renewed_by: affinity.renewedBy,
  version: affinity.version,
});
