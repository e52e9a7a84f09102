import { dayAfter, nameWords, normalizedDocument, startOfDay, type Instant } from '@affinity-engine/kernel';
import type { QuotationQuery } from './ports.js';

/** Text as it is sorted: without accents and capitals. */
export const searchable = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** A list that is sorted by the insured's name has so many quotations at most: names are sealed, and opened to be sorted. */
export const mostSortedByName = 1_000;

/** What is searched for. A quotation is found if any of the three fits. */
export type SearchTerm = {
  /** Whole words of the insured's name, all of them; none finds nothing. */
  readonly words: readonly string[];
  /** The beginning of the number. */
  readonly number: string;
  /** The whole identity, as {@link identityForm} has it. */
  readonly identity: string;
};

/** An identity as it is compared: a CPF or CNPJ without the marks that people write into it. */
export const identityForm = (identity: string): string => normalizedDocument(identity) ?? searchable(identity.trim());

/** What a search is for; null for blanks, which ask for everything. */
export function searchTerm(search: string): SearchTerm | null {
  const number = search.trim();
  return number === '' ? null : { words: nameWords(number), number, identity: identityForm(number) };
}

/** The moments of the days that are asked for; `before` is the first one after them. Days are those in São Paulo. */
export function momentsOf({ startDate, endDate }: Pick<QuotationQuery, 'startDate' | 'endDate'>): {
  readonly from: Instant | null;
  readonly before: Instant | null;
} {
  return {
    from: startDate === undefined ? null : startOfDay(startDate),
    before: endDate === undefined || endDate === '9999-12-31' ? null : startOfDay(dayAfter(endDate)),
  };
}
