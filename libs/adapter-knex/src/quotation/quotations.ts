import { insuredOf, quotationOfRecord, recordOf, underwritingOf } from '@affinity-engine/quotation';
import type { Quotation, QuotationRecord, Quotations, UnderwritingState } from '@affinity-engine/quotation';
import { personTerms } from '@affinity-engine/privacy';
import { fixed, flag, instant, json, key, text, textOrNull, version } from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import type { People, SealedPerson } from '../engine/people.js';
import { findBy } from '../engine/reads.js';
import type { Row } from '../engine/sql.js';
import { insertInto, updateOf } from '../engine/statements.js';
import { table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';
import type { TermsOf } from '../personal/index-persons.js';
import { quotationTerms } from '../personal/quotation-terms.js';
import type { ToSeal } from '../personal/seal-records.js';

type OwnColumn =
  | ('id' | 'subscriptionId' | 'registerNumber' | 'number' | 'operationCode' | 'currency' | 'productVersion')
  | ('status' | 'createdAt' | 'expiresAt' | 'version');

/**
 * A stored quotation: searched fields have columns, all others are in its content. Once persons are sealed, the answers are in
 * `personal`, `identity` is a hash, and the names are empty.
 */
type QuotationRow = Pick<QuotationRecord, OwnColumn> &
  SealedPerson & {
    readonly insuredName: string;
    readonly searched: string;
    readonly identity: string;
    readonly enhancedDiligence: boolean;
    /** Empty where an earlier version wrote the row. */
    readonly underwritingState: UnderwritingState | '';
    readonly content: Omit<QuotationRecord, OwnColumn>;
  };

/** What is sealed of a quotation. */
type QuotationPerson = Pick<QuotationRecord, 'answers' | 'proposalAnswers'>;
const nobody: QuotationPerson = { answers: [], proposalAnswers: [] };

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
  underwritingState: text(),
  content: json(),
  createdAt: fixed(instant()),
  expiresAt: fixed(instant()),
  version: version(),
  personalKey: textOrNull(),
  personal: textOrNull(),
});

const insertQuotation = insertInto(quotationTable, writeOrder.quotation);
const updateQuotation = updateOf(quotationTable, writeOrder.quotation);

export function knexQuotations({ reader, people }: Pick<Engine, 'reader' | 'people'>): (writes: Write[]) => Quotations {
  const byId = findBy(reader, quotationTable, 'id');
  return (writes) => {
    const found = (quotation: Quotation) => quotationTerms(people, quotation.id, termsOf(quotation));
    return {
      async find(id) {
        const row = await byId(id);
        return row === null ? null : quotationOf(people, row);
      },
      add: (quotation) => void writes.push(write(insertQuotation, rowOf(people, quotation)), found(quotation)),
      save: (quotation) => void writes.push(write(updateQuotation, rowOf(people, quotation)), found(quotation)),
    };
  };
}

export const quotationFrom = (people: People, row: Row): Quotation => quotationOf(people, quotationTable.read(row));

/** What the persons of a quotation are found by: the insured's name and identity, and what stands in any other answer. */
function termsOf(quotation: Quotation) {
  const { name, identity } = insuredOf(quotation);
  const { answers, proposalAnswers } = recordOf(quotation);
  return personTerms({ name, identity, others: [...answers, ...proposalAnswers].map(({ answer }) => answer) });
}

/** What the persons of quotations are found by. */
export const termsOfQuotations =
  ({ reader, people }: Pick<Engine, 'reader' | 'people'>): TermsOf =>
  async (ids) => {
    const rows = (await reader('quotation').whereIn('id', ids as string[])) as Row[];
    return new Map(
      rows.map((row) => {
        const quotation = quotationFrom(people, row);
        return [quotation.id, termsOf(quotation)];
      }),
    );
  };

/** Quotations that an earlier version kept in the clear. */
export const quotationsToSeal = (people: People): ToSeal<QuotationRow> => ({
  table: 'quotation',
  sealed: (row) => rowOf(people, quotationFrom(people, row)),
  update: updateQuotation,
});

/** The stored content of a quotation, without what an earlier version kept there of persons. */
export const contentWithoutAnswers = (content: string): string =>
  JSON.stringify({ ...(JSON.parse(content) as object), ...nobody });

/** The hash of an identity in its column. */
export const identityHash = (people: People, text: string): string => people.hash({ kind: 'document', text });

function rowOf(people: People, quotation: Quotation): QuotationRow {
  const record = recordOf(quotation);
  const { id, subscriptionId, registerNumber, number, operationCode, currency, productVersion, ...rest } = record;
  const { status, createdAt, expiresAt, version: read, ...content } = rest;
  const { name, sortedAs, identity } = insuredOf(quotation);
  const own = {
    ...{ id, subscriptionId, registerNumber, number, operationCode, currency, productVersion },
    ...{ status, createdAt, expiresAt, version: read },
    enhancedDiligence: record.proposal?.enhancedDiligence ?? false,
    underwritingState: underwritingOf(quotation),
  };
  if (!people.isSealing()) {
    return { ...own, insuredName: name, searched: sortedAs, identity, content, personalKey: null, personal: null };
  }
  const { answers, proposalAnswers } = content;
  return {
    ...own,
    ...{ insuredName: '', searched: '', identity: identity === '' ? '' : identityHash(people, identity) },
    content: { ...content, ...nobody },
    ...people.close({ answers, proposalAnswers } satisfies QuotationPerson),
  };
}

function quotationOf(people: People, row: QuotationRow): Quotation {
  const { insuredName, searched, identity, enhancedDiligence, underwritingState, content, ...rest } = row;
  const { personalKey, personal, ...own } = rest;
  return quotationOfRecord({ ...own, ...content, ...people.open<QuotationPerson>({ personalKey, personal }) });
}
