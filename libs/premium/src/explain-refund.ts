import { rounded } from '@affinity-engine/kernel';
import { percentText } from './explanation.js';
import type { Line } from './explanation.js';
import { refundBreakdown } from './refund.js';
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
export type RefundLine = Line<RefundLineName>;

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
  const { rule, term, elapsed, share, feesKept, kept, ...its } = refundBreakdown(input);
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
