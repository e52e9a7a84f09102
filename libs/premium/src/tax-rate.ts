import { checkDay, checkList, decimal } from '@affinity-engine/kernel';
import type { PlainDate, Ratio } from '@affinity-engine/kernel';
import { checkedRate } from './checked.js';
import { premiumError } from './errors.js';

/** A row of the insurance tax table: the rate of a line of business from a day on. */
export type TaxRow = {
  /** ISO 3166-1 alpha-2: `BR`. */
  readonly jurisdiction: string;
  /** The line of business, as in the catalogue. */
  readonly line: string;
  /** The first day the rate is in force; it stays until a later row begins. */
  readonly from: PlainDate;
  /** An exact decimal: `0.0738` is 7.38 %. */
  readonly rate: string;
};

/** The key a rate is looked up by. */
export type TaxQuestion = { readonly jurisdiction: string; readonly line: string; readonly on: PlainDate };

/**
 * The tax rate in force on a day: the latest row of this jurisdiction and line that has begun. Source: law (in Brazil
 * the IOF of Decree 6.306/2007), a table because it changes.
 *
 * @throws TAX-RATE-UNKNOWN where no row has begun; an exempt line has a row of rate 0.
 * @throws RATE-INVALID where the row's rate is not an exact decimal, or below zero.
 * @throws DATE-INVALID for an invalid day, OPTION-INVALID for a table that is not a list.
 */
export function taxRate(table: readonly TaxRow[], { jurisdiction, line, on }: TaxQuestion): Ratio {
  checkList('table', table, 'a list of tax rows');
  checkDay('on', on);
  const inForce = table
    .filter((row) => row.jurisdiction === jurisdiction && row.line === line && row.from <= on)
    .reduce<TaxRow | null>((latest, row) => (latest === null || row.from > latest.from ? row : latest), null);
  if (inForce === null) throw premiumError('TAX-RATE-UNKNOWN', { jurisdiction, line, on });
  return checkedRate('rate', decimal(inForce.rate));
}
