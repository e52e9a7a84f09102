import { answersOf, codes, type Quotation, type Quotations, type QuotationStatus } from '@affinity-engine/quotation';
import type { Knex } from 'knex';
import { batched } from '../engine/batched.js';
import * as column from '../engine/columns.js';
import type { Row } from '../engine/columns.js';
import { write, type Value, type Write } from '../engine/committer.js';
import { insertInto, updateOf } from '../engine/statements.js';

const changing = [
  ...['operation_code', 'currency', 'product_version', 'status', 'insured_name', 'searched', 'identity'],
  ...['enhanced_diligence', 'content'],
] as const;
const columns = [
  ...['id', 'subscription_id', 'register_number', 'number', 'created_at', 'expires_at', 'version'],
  ...changing,
] as const;
type Column = (typeof columns)[number];

const insertQuotation = insertInto<Column>('quotation', columns, 12);
const updateQuotation = updateOf<Column>(
  'quotation',
  { key: ['id'], guard: ['version'], set: changing, also: 'version = v.version + 1' },
  12,
);

/** Quotations read at once, written with the unit of work. */
export function knexQuotations(reader: Knex): (writes: Write[]) => Quotations {
  const byId = batched<string, Quotation>(async (ids) => {
    const rows = (await reader('quotation').whereIn('id', ids as string[])) as Row[];
    return new Map(rows.map((row) => [column.text(row, 'id'), quotationFrom(row)]));
  });
  return (writes) => ({
    find: byId,
    add: (quotation) => void writes.push(write(insertQuotation, toRow(quotation))),
    save: (quotation) => void writes.push(write(updateQuotation, toRow(quotation))),
  });
}

/** Text as it is searched: without accents and capitals. */
export const searchable = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** What of a quotation is only read and written as a whole. */
const contentNames = [
  'answers',
  'proposalAnswers',
  'withdrawn',
  'variants',
  'contracted',
  'proposal',
  'proposals',
  'released',
  'checkingOut',
  'confirmation',
] as const satisfies readonly (keyof Quotation)[];
type Content = Pick<Quotation, (typeof contentNames)[number]>;

export const quotationFrom = (row: Row): Quotation => ({
  id: column.text(row, 'id'),
  subscriptionId: column.text(row, 'subscription_id'),
  registerNumber: column.text(row, 'register_number'),
  number: column.text(row, 'number'),
  operationCode: column.text(row, 'operation_code'),
  currency: column.text(row, 'currency'),
  productVersion: column.text(row, 'product_version'),
  status: column.text(row, 'status') as QuotationStatus,
  ...column.json<Content>(row, 'content'),
  createdAt: column.instantOf(row, 'created_at'),
  expiresAt: column.instantOf(row, 'expires_at'),
  version: column.integer(row, 'version'),
});

function toRow(quotation: Quotation): Record<Column, Value> {
  const content = Object.fromEntries(contentNames.map((name) => [name, quotation[name]])) as Content;
  const counting = answersOf(quotation);
  const answerTo = (code: string): string => String(counting.find((each) => each.code === code)?.answer ?? '');
  const insuredName = answerTo(codes.insuredName);
  return {
    id: quotation.id,
    subscription_id: quotation.subscriptionId,
    register_number: quotation.registerNumber,
    number: quotation.number,
    operation_code: quotation.operationCode,
    currency: quotation.currency,
    product_version: quotation.productVersion,
    status: quotation.status,
    insured_name: insuredName,
    searched: searchable(insuredName),
    identity: answerTo(codes.identity),
    enhanced_diligence: column.bit(quotation.proposal?.enhancedDiligence ?? false),
    content: column.jsonText(content),
    created_at: column.milliseconds(quotation.createdAt),
    expires_at: column.milliseconds(quotation.expiresAt),
    version: quotation.version,
  };
}
