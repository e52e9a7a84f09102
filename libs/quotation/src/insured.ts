import { codes } from '@affinity-engine/quotation-product';
import { answersOf } from './answers.js';
import { identityForm, searchable } from './list-search.js';
import type { Quotation } from './quotation.js';

/** Whom a quotation is for, by the answers that count now; empty where there is no such answer. */
export type Insured = { readonly name: string; readonly sortedAs: string; readonly identity: string };

export function insuredOf(quotation: Quotation): Insured {
  const counting = answersOf(quotation);
  const answerTo = (code: string): string => String(counting.find((each) => each.code === code)?.answer ?? '');
  const name = answerTo(codes.insuredName);
  return { name, sortedAs: searchable(name), identity: identityForm(answerTo(codes.identity)) };
}
