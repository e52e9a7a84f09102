import {
  checkDay,
  checkNames,
  checkOption,
  checkSwitch,
  daysBetween,
  subtract,
  multiply,
  ratio,
  rounded,
  add,
  wholeAmount,
} from '@affinity-engine/kernel';
import type { PlainDate, Ratio, Rounding } from '@affinity-engine/kernel';
import { checkAmounts, checkedTerm } from './checked.js';
import { checkInterpolation, shareByTable } from './short-rate.js';
import type { Interpolation } from './short-rate.js';

/** Why a cover ends early. `default` is the holder's failure to pay. */
export type RefundReason = 'requested-by-holder' | 'default' | 'claimed' | 'insurer';

const reasons: readonly RefundReason[] = ['requested-by-holder', 'default', 'claimed', 'insurer'];

/** The rule that decides how much is kept. */
export type RefundRule = 'not-issued' | 'regret' | 'before-start' | 'claimed' | 'pro-rata' | 'short-rate';

/** The input of a refund. Amounts are minor units of one currency, none negative. */
export type RefundInput = {
  /** Amount paid to date. */
  readonly paid: number;
  /** Premium of the whole term, before fees and tax. */
  readonly premium: number;
  readonly fees: number;
  /** Tax on `premium`. */
  readonly tax: number;
  readonly lifetimeStart: PlainDate;
  /** The last day of cover, included in the term. */
  readonly lifetimeEnd: PlainDate;
  /** The day the cover was issued, null if it was not. */
  readonly issuedOn: PlainDate | null;
  /** The day of cancellation. */
  readonly on: PlainDate;
  readonly reason: RefundReason;
  /** How the short-rate table is read between its days; `linear` by default. */
  readonly interpolation?: Interpolation;
  /** Whether the tax on the refunded premium is refunded; true by default. */
  readonly refundTax?: boolean;
  /** `half-even` by default. */
  readonly rounding?: Rounding;
};

const inputNames: readonly (keyof RefundInput)[] = [
  ...(['paid', 'premium', 'fees', 'tax', 'lifetimeStart', 'lifetimeEnd', 'issuedOn', 'on', 'reason'] as const),
  ...(['interpolation', 'refundTax', 'rounding'] as const),
];

/** A refund. Amounts are minor units, none negative. */
export type Refund = {
  readonly rule: RefundRule;
  readonly paid: number;
  /** The amount the insurer keeps; more than `paid` where installments were still to come. */
  readonly kept: number;
  /** `max(0, paid − kept)` */
  readonly refund: number;
  /** The tax contained in `refund`. */
  readonly taxRefund: number;
};

/** A refund with every intermediate amount; the exact ones are in minor units, not yet rounded. */
export type RefundBreakdown = Refund & {
  readonly term: number;
  readonly elapsed: number;
  /** The share of premium (and tax) kept, 0 to 1. */
  readonly share: Ratio;
  readonly feesKept: number;
  readonly premiumKept: Ratio;
  readonly taxKept: Ratio;
  readonly taxPaid: Ratio;
};

/** Days after issue within which a holder may regret. Source: law (Consumer Protection Code, article 49). */
export const regretDays = 7;

const none = ratio(0, 1);
const all = ratio(1, 1);

/** The first rule that applies decides, in this order; short rate if none does. */
const rules: readonly (readonly [RefundRule, (input: RefundInput) => boolean])[] = [
  ['not-issued', ({ issuedOn }) => issuedOn === null],
  ['regret', ({ issuedOn, on }) => issuedOn !== null && daysBetween(issuedOn, on) <= regretDays],
  ['before-start', ({ lifetimeStart, on }) => on < lifetimeStart],
  ['claimed', ({ reason }) => reason === 'claimed'],
  ['pro-rata', ({ reason }) => reason === 'insurer'],
];

/** The share of premium and tax that a rule keeps; null where everything is given back, fees included. */
const shares: Record<RefundRule, (elapsed: number, term: number, interpolation?: Interpolation) => Ratio | null> = {
  'not-issued': () => null,
  regret: () => null,
  'before-start': () => null,
  claimed: () => all,
  'pro-rata': (elapsed, term) => ratio(elapsed, term),
  'short-rate': shareByTable,
};

type Kept = Pick<RefundBreakdown, 'share' | 'feesKept' | 'premiumKept' | 'taxKept'>;

function keptOf({ premium, fees, tax, refundTax = true }: RefundInput, share: Ratio | null): Kept {
  if (share === null) return { share: none, feesKept: 0, premiumKept: none, taxKept: none };
  const premiumKept = multiply(ratio(premium, 1), share);
  return { share, feesKept: fees, premiumKept, taxKept: multiply(ratio(tax, 1), refundTax ? share : all) };
}

/** The tax contained in the amount paid: in proportion to the total, an overpayment contains none. */
function taxPaidOf({ paid, premium, fees, tax }: RefundInput): Ratio {
  const total = wholeAmount(premium + fees + tax, 'total');
  return paid >= total ? ratio(tax, 1) : multiply(ratio(tax, 1), ratio(paid, total));
}

/** Rejects values that would silently select another rule. */
function check({
  lifetimeStart,
  lifetimeEnd,
  issuedOn,
  on,
  reason,
  interpolation,
  refundTax = true,
}: RefundInput): void {
  for (const [name, day] of Object.entries({ lifetimeStart, lifetimeEnd, on })) checkDay(name, day);
  if (issuedOn !== null) checkDay('issuedOn', issuedOn);
  checkOption('reason', reason, reasons);
  checkInterpolation(interpolation);
  checkSwitch('refundTax', refundTax);
}

/** Computes a refund with its intermediate amounts, for {@link refundOf} and its explanation. */
export function refundBreakdown(input: RefundInput): RefundBreakdown {
  checkNames(input, inputNames);
  const { paid, premium, fees, tax, lifetimeStart, lifetimeEnd, on, interpolation, rounding } = input;
  checkAmounts({ paid, premium, fees, tax });
  check(input);
  const term = checkedTerm('the term', daysBetween(lifetimeStart, lifetimeEnd) + 1);
  const elapsed = Math.min(term, Math.max(0, daysBetween(lifetimeStart, on)));
  const rule = rules.find(([, applies]) => applies(input))?.[0] ?? 'short-rate';
  const parts = keptOf(input, shares[rule](elapsed, term, interpolation));
  const kept = rounded(add(ratio(parts.feesKept, 1), parts.premiumKept, parts.taxKept), rounding);
  const refund = Math.max(0, paid - kept);
  const taxPaid = taxPaidOf(input);
  const taxLeft = rounded(subtract(taxPaid, parts.taxKept), rounding);
  return {
    rule,
    term,
    elapsed,
    ...parts,
    kept,
    paid,
    refund,
    taxPaid,
    taxRefund: Math.min(refund, Math.max(0, taxLeft)),
  };
}

/**
 * The refund when a cover ends early.
 *
 * The first rule that applies decides how much is kept:
 *
 * | rule | when | kept |
 * | --- | --- | --- |
 * | not-issued | the cover was not issued yet | nothing |
 * | regret | up to 7 days after issue (law) | nothing |
 * | before-start | before the first day of cover | nothing |
 * | claimed | reason `claimed` | everything |
 * | pro-rata | reason `insurer` | fees + (premium + tax) × d / term |
 * | short-rate | reason `requested-by-holder` or `default` (market table) | fees + (premium + tax) × short-rate share of d × 365 / term |
 *
 * `d` is the whole days from the first day of cover to the cancellation, at most the term. Without `refundTax` the
 * whole tax is kept unless nothing is kept. The kept amount is exact until it is rounded, once.
 *
 * ```
 * refund     = max(0, paid − kept)
 * tax paid   = tax × min(1, paid / (premium + fees + tax))
 * tax refund = round(tax paid − tax kept), but not below 0 and not above refund
 * ```
 *
 * @throws AMOUNT-INVALID, AMOUNT-NEGATIVE for amounts that are not whole, too large, or below zero.
 * @throws TERM-INVALID where the last day of cover is before the first.
 * @throws DATE-INVALID for an invalid day; OPTION-INVALID for an unknown reason, interpolation, rounding or option,
 *   and where `refundTax` is neither true nor false.
 */
export function refundOf(input: RefundInput): Refund {
  const { rule, paid, kept, refund, taxRefund } = refundBreakdown(input);
  return { rule, paid, kept, refund, taxRefund };
}
