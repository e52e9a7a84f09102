import type { PersonTerm } from '@affinity-engine/kernel';
import { write, type Write } from '../engine/committer.js';
import type { People } from '../engine/people.js';
import { rowsAsText } from '../engine/sql-words.js';
import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';
import { forgetSql, insertSql, termRows } from './index-persons.js';

type QuotationTerms = { readonly record: string; readonly hashes: readonly string[] };

const replaceTerms = eachRow<QuotationTerms, void>(
  'replace terms of quotation',
  writeOrder.personTerm,
  async (execute, { record, hashes }) => {
    await execute(forgetSql(execute.words), [rowsAsText([[record]])]);
    const rows = hashes.map((hash) => ({ hash, kind: 'quotation' as const, record }));
    if (rows.length > 0) await execute(insertSql(execute.words), [termRows.bind(rows)]);
  },
);

/**
 * What a quotation is found by, with the quotation: a broker searches for what was just quoted, and quotations are fewer by far
 * than affinities.
 */
export const quotationTerms = (people: People, record: string, terms: readonly PersonTerm[]): Write =>
  write(replaceTerms, { record, hashes: terms.map((term) => people.hash(term)) });
