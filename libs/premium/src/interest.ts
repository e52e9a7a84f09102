import { checkSwitch, proportion, ratio } from '@affinity-engine/kernel';
import type { Ratio, Rounding } from '@affinity-engine/kernel';
import { isRatio, rateText } from './checked.js';
import { premiumError } from './errors.js';

/** What a product charges for paying in installments. */
export type InterestTerms = {
  /** The rate of one month, exact: `decimal('0.0199')` is 1.99 %. */
  readonly monthly: Ratio;
  /** Up to so many installments nothing is charged; 1 unless told otherwise. */
  readonly freeUpTo?: number;
  /** Whether the tax on the premium is due on the interest too; true unless told otherwise. */
  readonly taxed?: boolean;
};

/** Why there is interest or none. */
export type InterestRule = 'none' | 'free' | 'price-table';

/** A fraction, not in lowest terms: finding those of a power takes longer than all the rest. */
type Fraction = { readonly part: bigint; readonly whole: bigint };

const isMonthly = (rate: unknown): boolean =>
  isRatio(rate) && rate.numerator >= 0n && rate.numerator <= rate.denominator;

/** Lets the terms of interest pass. @throws INTEREST-INVALID, OPTION-INVALID */
export function checkInterest(terms: InterestTerms | undefined): void {
  if (terms === undefined) return;
  const { monthly, freeUpTo = 1, taxed = true } = (terms as InterestTerms | null) ?? ({} as Partial<InterestTerms>);
  if (!isMonthly(monthly) || !Number.isSafeInteger(freeUpTo) || freeUpTo < 0) {
    throw premiumError('INTEREST-INVALID', { monthly: rateText(monthly), freeUpTo: String(freeUpTo).slice(0, 40) });
  }
  checkSwitch('taxed', taxed);
}

/** Which rule a number of installments falls under. */
export function interestRule(terms: InterestTerms | undefined, count: number): InterestRule {
  if (terms === undefined) return 'none';
  if (count <= (terms.freeUpTo ?? 1)) return 'free';
  return terms.monthly.numerator === 0n ? 'none' : 'price-table';
}

/** `count × factor − 1`, with i = p/q, grown = (q + p)^count and lent = q^count, so that no fraction is left inside. */
function interestShare({ numerator: p, denominator: q }: Ratio, count: number): Fraction {
  const [grown, lent] = [(q + p) ** BigInt(count), q ** BigInt(count)];
  const whole = q * (grown - lent);
  return { part: BigInt(count) * p * grown - whole, whole };
}

/**
 * The factor of the Price table and the interest it makes, both as shares of what is lent, exact.
 *
 * ```
 * factor   = i / (1 − (1 + i)^−n)        the constant installment
 * interest = n × factor − 1              what all installments together are more
 * ```
 */
export function priceTable(monthly: Ratio, count: number): { readonly factor: Ratio; readonly interest: Ratio } {
  const { part, whole } = interestShare(monthly, count);
  return { factor: ratio(part + whole, whole * BigInt(count)), interest: ratio(part, whole) };
}

/** The interest on a net paid in so many installments, rounded once; 0 up to the interest-free count. */
export function interestOn(net: number, count: number, terms?: InterestTerms, rounding?: Rounding): number {
  if (terms === undefined || interestRule(terms, count) !== 'price-table') return 0;
  const { part, whole } = interestShare(terms.monthly, count);
  return proportion(net, part, whole, rounding);
}
