import { dayAfter, startOfDay, type Instant } from '@affinity-engine/kernel';
import type { QuotationQuery } from './ports.js';

/** Text as it is searched and sorted: without accents and capitals. */
export const searchable = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** What is searched for. */
export type SearchTerm = {
  /** A part of the insured's name, or the beginning of the number. */
  readonly text: string;
  /** The beginning of the identity, which is stored without the marks that people write into a CPF or CNPJ. */
  readonly identity: string;
};

/** What a search is for: anything for blanks; null for accents alone, which find nothing. */
export function searchTerm(search: string): SearchTerm | null {
  const text = searchable(search.trim());
  if (text === '' && search.trim() !== '') return null;
  const digits = text.replaceAll(/[\s./-]/g, '');
  return { text, identity: /^\d+$/.test(digits) ? digits : text };
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
