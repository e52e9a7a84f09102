import { productOf, ratio, rounded } from '@affinity-engine/kernel';
import type { Ratio } from '@affinity-engine/kernel';
import { reckon } from './refund.js';
import type { RefundInput } from './refund.js';

/** What a line of the explanation tells. */
export type RefundLineName =
  | 'rule'
  | 'term-days'
  | 'days-elapsed'
  | 'share-kept'
  | 'premium-kept'
  | 'fees-kept'
  | 'tax-kept'
  | 'kept'
  | 'paid'
  | 'tax-paid'
  | 'tax-refund'
  | 'refund';

/** One line: an amount in minor units, or a text. */
export type RefundLine =
  { readonly name: RefundLineName; readonly amount: number } | { readonly name: RefundLineName; readonly text: string };

const millionths = 1_000_000;

/** A share in percent, `40 %`; cut after six digits it has its exact fraction beside it, `24.657534… % (18/73)`. */
function percentText(share: Ratio): string {
  const cut = rounded(productOf(share, ratio(100 * millionths, 1)), 'down');
  const digits = String(cut % millionths)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const percent = `${Math.floor(cut / millionths)}${digits === '' ? '' : `.${digits}`}`;
  const exact = BigInt(cut) * share.denominator === share.numerator * BigInt(100 * millionths);
  return exact ? `${percent} %` : `${percent}… % (${share.numerator}/${share.denominator})`;
}

/**
 * The refund of {@link refundOf} as lines a customer can check, in the order of the calculation, the refund last.
 *
 * The amounts add up: premium, fees and tax kept to what is kept, and that with the refund to what was paid (unless
 * more is kept than was paid). As only their sum is rounded, the premium kept is what the sum leaves and may differ
 * by one minor unit from its own rounding.
 *
 * @throws what {@link refundOf} throws.
 */
export function explainRefund(input: RefundInput): readonly RefundLine[] {
  const { rule, term, elapsed, share, feesKept, kept, ...its } = reckon(input);
  const taxKept = Math.min(rounded(its.taxKept, input.rounding), kept - feesKept);
  return [
    { name: 'rule', text: rule },
    { name: 'term-days', text: String(term) },
    { name: 'days-elapsed', text: String(elapsed) },
    { name: 'share-kept', text: percentText(share) },
    { name: 'premium-kept', amount: kept - feesKept - taxKept },
    { name: 'fees-kept', amount: feesKept },
    { name: 'tax-kept', amount: taxKept },
    { name: 'kept', amount: kept },
    { name: 'paid', amount: its.paid },
    { name: 'tax-paid', amount: rounded(its.taxPaid, input.rounding) },
    { name: 'tax-refund', amount: its.taxRefund },
    { name: 'refund', amount: its.refund },
  ];
}
