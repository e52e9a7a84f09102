import { checkNames, proportion, share, wholeAmount } from '@affinity-engine/kernel';
import type { Ratio, Rounding } from '@affinity-engine/kernel';
import { checkAmounts, checkedRate } from './checked.js';
import { premiumError } from './errors.js';
import { priceable } from './priceable.js';

/** The input of a quotation's price. */
export type Charge = {
  /** The premium by the rating table, before loading, interest and tax; in minor units. */
  readonly net: number;
  /** The rate in force, of `taxRate`. */
  readonly taxRate: Ratio;
  /** Added to the net ("agravo"): a percentage as text, `'12.50'`; `'0'` by default. */
  readonly loading?: string;
  /** The broker's part of the net: a percentage as text; `'20'` by default. */
  readonly commission?: string;
  /** `half-even` by default. */
  readonly rounding?: Rounding;
};

const chargeNames: readonly (keyof Charge)[] = ['net', 'taxRate', 'loading', 'commission', 'rounding'];

/** A price in minor units: `total = net + interest + tax`, of the rounded parts. */
export type Price = {
  /** With the loading. */
  readonly net: number;
  /** For paying in installments; 0 in the price itself. */
  readonly interest: number;
  readonly tax: number;
  readonly total: number;
  /** Contained in `net`. */
  readonly commission: number;
};

/** 100 % in hundredths of a percent; 7.38 % is 738. */
export const hundredthsOfAll = 10_000;

const percentage = /^(0|[1-9]\d{0,2})(?:\.(\d{1,2}))?$/;

/** Hundredths of a percent; NaN for a text that is not a percentage with up to two decimals. */
function hundredths(text: string): number {
  const [found, units = '', decimals = ''] = percentage.exec(text) ?? [];
  return found === undefined ? NaN : Number(units + decimals.padEnd(2, '0'));
}

type Percentages = { readonly least: number; readonly most: number };

/** Whether a number of hundredths lies within these limits. */
const isAmong = (found: number, { least, most }: Percentages): boolean => found >= least * 100 && found <= most * 100;

/** The loading in hundredths of a percent. @throws LOADING-INVALID */
export function loadingOf({ loading = '0' }: Charge): number {
  const found = hundredths(loading);
  if (!isAmong(found, priceable.loading))
    throw premiumError('LOADING-INVALID', { loading: String(loading).slice(0, 40) });
  return found;
}

/** The commission in hundredths of a percent. @throws COMMISSION-INVALID */
export function commissionOf({ commission = '20' }: Charge): number {
  const found = hundredths(commission);
  if (!isAmong(found, priceable.commission)) {
    throw premiumError('COMMISSION-INVALID', { commission: String(commission).slice(0, 40) });
  }
  return found;
}

/** Adds the sum to the parts. */
export function summed(net: number, interest: number, tax: number, commission: number): Price {
  return { net, interest, tax, total: wholeAmount(net + interest + tax, 'total'), commission };
}

/**
 * The price of a quotation, paid at once.
 *
 * ```
 * net        = round(rated net × (100 + loading) / 100)
 * tax        = round(net × tax rate)
 * commission = round(net × commission / 100)
 * total      = net + interest + tax, the interest being 0
 * ```
 *
 * Each is rounded once, half-even by default. Source: the published sample, where 1671.43 at 7.38 % and 20 %
 * has tax 123.35, commission 334.29 and total 1794.78.
 *
 * @throws AMOUNT-INVALID, AMOUNT-NEGATIVE for amounts that are not whole, too large, or below zero.
 * @throws LOADING-INVALID for a loading outside 0 to 500, or with more than two decimals.
 * @throws COMMISSION-INVALID for a commission outside 1 to 30, or with more than two decimals.
 * @throws RATE-INVALID for a tax rate that is not an exact ratio, or below zero; OPTION-INVALID for an unknown rounding
 *   or option.
 */
export function priceOf(charge: Charge): Price {
  checkNames(charge, chargeNames);
  const { net: rated, taxRate, rounding } = charge;
  checkAmounts({ net: rated });
  const net = proportion(rated, hundredthsOfAll + loadingOf(charge), hundredthsOfAll, rounding);
  const commission = proportion(net, commissionOf(charge), hundredthsOfAll, rounding);
  return summed(net, 0, share(net, checkedRate('taxRate', taxRate), rounding), commission);
}
