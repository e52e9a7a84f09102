import { rounded } from '@affinity-engine/kernel';
import { percentText } from './explanation.js';
import type { Line } from './explanation.js';
import { refundBreakdown } from './refund.js';
import type { RefundInput } from './refund.js';

/** The lines of the explanation. */
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
 * Explains the refund of {@link refundOf} in lines a customer can check, in the order of the calculation.
 *
 * Premium, fees and tax kept add up to the amount kept. That and the refund add up to the amount paid, unless more is
 * kept than was paid. Only the sum is rounded, so the premium kept is the sum less the other two and may differ by one
 * minor unit from its own rounding.
 *
 * @throws everything {@link refundOf} throws.
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
