import { ratio, share, wholeAmount } from '@affinity-engine/kernel';
import type { Ratio, Rounding } from '@affinity-engine/kernel';
import { checkAmounts, checkedRate, checkedTerm } from './checked.js';

/** What a product charges, in minor units. */
export type Tariff = {
  /** Premium of one period, before fees and tax. */
  readonly net: number;
  /** Charged once, whatever the term; no tax on it. */
  readonly fees: number;
  /** How many days of cover `net` pays for. */
  readonly periodDays: number;
};

/** What the tariff is applied to. */
export type Cover = { readonly termDays: number; readonly taxRate: Ratio; readonly rounding?: Rounding };

/** What a cover costs, in minor units: `total = net + fees + tax`, of the rounded parts. */
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
 * Each is rounded once, half-even unless told otherwise.
 *
 * @throws AMOUNT-INVALID, AMOUNT-NEGATIVE for amounts that are not whole, too large, or below zero.
 * @throws TERM-INVALID for a term or period below one day.
 * @throws RATE-INVALID for a tax rate that is no exact ratio, or below zero; OPTION-INVALID for a rounding there is none of.
 */
export function premiumOf(tariff: Tariff, { termDays, taxRate, rounding = 'half-even' }: Cover): Premium {
  const { net: periodNet, fees, periodDays } = tariff;
  checkAmounts({ net: periodNet, fees });
  const net = share(periodNet, ratio(checkedTerm(termDays), checkedTerm(periodDays)), rounding);
  const tax = share(net, checkedRate('taxRate', taxRate), rounding);
  return { net, fees, tax, total: wholeAmount(net + fees + tax) };
}
