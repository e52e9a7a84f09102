import { checkNames, ratio, share, wholeAmount } from '@affinity-engine/kernel';
import type { Ratio, Rounding } from '@affinity-engine/kernel';
import { checkAmounts, checkedRate, checkedTerm } from './checked.js';

/** What a product costs, in minor units. */
export type Tariff = {
  /** Premium of one period, before fees and tax. */
  readonly net: number;
  /** Charged once, for any term; not taxed. */
  readonly fees: number;
  /** The days of cover that `net` pays for. */
  readonly periodDays: number;
};

/** The term and tax rate a tariff is applied to. */
export type Cover = { readonly termDays: number; readonly taxRate: Ratio; readonly rounding?: Rounding };

const coverNames: readonly (keyof Cover)[] = ['termDays', 'taxRate', 'rounding'];

/** The premium of a cover, in minor units: `total = net + fees + tax`, of the rounded parts. */
export type Premium = { readonly net: number; readonly fees: number; readonly tax: number; readonly total: number };

/**
 * The premium of a cover.
 *
 * ```
 * net   = round(tariff net × term days / period days)
 * tax   = round(net × tax rate)
 * total = net + fees + tax
 * ```
 *
 * Each is rounded once, half-even by default.
 *
 * @throws AMOUNT-INVALID, AMOUNT-NEGATIVE for amounts that are not whole, too large, or below zero.
 * @throws TERM-INVALID for a term or period below one day.
 * @throws RATE-INVALID for a tax rate that is not an exact ratio, or below zero; OPTION-INVALID for an unknown rounding
 *   or option.
 */
export function premiumOf(tariff: Tariff, cover: Cover): Premium {
  checkNames(cover, coverNames);
  const { termDays, taxRate, rounding = 'half-even' } = cover;
  const { net: periodNet, fees, periodDays } = tariff;
  checkAmounts({ net: periodNet, fees });
  const net = share(
    periodNet,
    ratio(checkedTerm('termDays', termDays), checkedTerm('periodDays', periodDays)),
    rounding,
  );
  const tax = share(net, checkedRate('taxRate', taxRate), rounding);
  return { net, fees, tax, total: wholeAmount(net + fees + tax, 'total') };
}
