import { answersOf, quotationOfRecord, recordOf, searchable } from '@affinity-engine/quotation';
import type { Quotation, QuotationRecord, Quotations } from '@affinity-engine/quotation';
import { codes } from '@affinity-engine/quotation-product';
import type { Knex } from 'knex';
import { fixed, flag, instant, json, key, text, version } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import { findBy } from '../engine/reads.js';
import type { Row } from '../engine/sql.js';
import { insertInto, updateOf } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';

type OwnColumn =
  | ('id' | 'subscriptionId' | 'registerNumber' | 'number' | 'operationCode' | 'currency' | 'productVersion')
  | ('status' | 'createdAt' | 'expiresAt' | 'version');

/** A stored quotation: searched fields have columns, all others are in its content. */
type QuotationRow = Pick<QuotationRecord, OwnColumn> & {
  readonly insuredName: string;
  readonly searched: string;
  readonly identity: string;
  readonly enhancedDiligence: boolean;
  readonly content: Omit<QuotationRecord, OwnColumn>;
};

const quotationTable = table<QuotationRow>('quotation', {
  id: key(text()),
  subscriptionId: fixed(text()),
  registerNumber: fixed(text()),
  number: fixed(text()),
  operationCode: text(),
  currency: text(),
  productVersion: text(),
  status: text(),
  insuredName: text(),
  searched: text(),
  identity: text(),
  enhancedDiligence: flag(),
  content: json(),
  createdAt: fixed(instant()),
  expiresAt: fixed(instant()),
  version: version(),
});

const insertQuotation = insertInto(quotationTable, writeOrder.quotation);
const updateQuotation = updateOf(quotationTable, writeOrder.quotation);

export function knexQuotations(reader: Knex): (writes: Write[]) => Quotations {
  const byId = findBy(reader, quotationTable, 'id');
  return (writes) => ({
    async find(id) {
      const row = await byId(id);
      return row === null ? null : quotationOf(row);
    },
    add: (quotation) => void writes.push(write(insertQuotation, rowOf(quotation))),
    save: (quotation) => void writes.push(write(updateQuotation, rowOf(quotation))),
  });
}

export const quotationFrom = (row: Row): Quotation => quotationOf(quotationTable.read(row));

function rowOf(quotation: Quotation): QuotationRow {
  const record = recordOf(quotation);
  const { id, subscriptionId, registerNumber, number, operationCode, currency, productVersion, ...rest } = record;
  const { status, createdAt, expiresAt, version: read, ...content } = rest;
  const counting = answersOf(quotation);
  const answerTo = (code: string): string => String(counting.find((each) => each.code === code)?.answer ?? '');
  const insuredName = answerTo(codes.insuredName);
  return {
    ...{ id, subscriptionId, registerNumber, number, operationCode, currency, productVersion },
    ...{ status, createdAt, expiresAt, version: read },
    insuredName,
    searched: searchable(insuredName),
    identity: answerTo(codes.identity),
    enhancedDiligence: record.proposal?.enhancedDiligence ?? false,
    content,
  };
}

function quotationOf(row: QuotationRow): Quotation {
  const { insuredName, searched, identity, enhancedDiligence, content, ...own } = row;
  return quotationOfRecord({ ...own, ...content });
}
