import { checkNames, checkSwitch, proportion, ratio } from '@affinity-engine/kernel';
import type { Ratio, Rounding } from '@affinity-engine/kernel';
import { isRatio, rateText } from './checked.js';
import { premiumError } from './errors.js';

/** What a product charges for paying in installments. */
export type InterestTerms = {
  /** The rate of one month, exact: `decimal('0.0199')` is 1.99 %. */
  readonly monthly: Ratio;
  /** Up to this number of installments there is no interest; 1 by default. */
  readonly freeUpTo?: number;
  /** Whether the premium tax is charged on the interest too; true by default. */
  readonly taxed?: boolean;
};

const termNames: readonly (keyof InterestTerms)[] = ['monthly', 'freeUpTo', 'taxed'];

/** Why interest is charged, or not. */
export type InterestRule = 'none' | 'free' | 'price-table';

/** A fraction that is not reduced: reducing a power takes longer than the rest of the calculation. */
type Fraction = { readonly part: bigint; readonly whole: bigint };

const isMonthly = (rate: unknown): boolean =>
  isRatio(rate) && rate.numerator >= 0n && rate.numerator <= rate.denominator;

/** Checks the terms of interest. @throws INTEREST-INVALID, OPTION-INVALID */
export function checkInterest(terms: InterestTerms | undefined): void {
  if (terms === undefined) return;
  const { monthly, freeUpTo = 1, taxed = true } = (terms as InterestTerms | null) ?? ({} as Partial<InterestTerms>);
  if (!isMonthly(monthly) || !Number.isSafeInteger(freeUpTo) || freeUpTo < 0) {
    throw premiumError('INTEREST-INVALID', { monthly: rateText(monthly), freeUpTo: String(freeUpTo).slice(0, 40) });
  }
  checkNames(terms, termNames);
  checkSwitch('taxed', taxed);
}

/** The rule for a number of installments. */
export function interestRule(terms: InterestTerms | undefined, count: number): InterestRule {
  if (terms === undefined) return 'none';
  if (count <= (terms.freeUpTo ?? 1)) return 'free';
  return terms.monthly.numerator === 0n ? 'none' : 'price-table';
}

/** `count × factor − 1`, with i = p/q, grown = (q + p)^count and lent = q^count: whole numbers only. */
function interestShare({ numerator: p, denominator: q }: Ratio, count: number): Fraction {
  const [grown, lent] = [(q + p) ** BigInt(count), q ** BigInt(count)];
  const whole = q * (grown - lent);
  return { part: BigInt(count) * p * grown - whole, whole };
}

/**
 * The factor of the Price table and its interest, both as exact shares of the amount lent.
 *
 * ```
 * factor   = i / (1 − (1 + i)^−n)        the constant installment
 * interest = n × factor − 1              all installments less the amount lent
 * ```
 */
export function priceTable(monthly: Ratio, count: number): { readonly factor: Ratio; readonly interest: Ratio } {
  const { part, whole } = interestShare(monthly, count);
  return { factor: ratio(part + whole, whole * BigInt(count)), interest: ratio(part, whole) };
}

/** The interest on a net paid in this number of installments, rounded once; 0 up to the interest-free count. */
export function interestOn(net: number, count: number, terms?: InterestTerms, rounding?: Rounding): number {
  if (terms === undefined || interestRule(terms, count) !== 'price-table') return 0;
  const { part, whole } = interestShare(terms.monthly, count);
  return proportion(net, part, whole, rounding);
}
