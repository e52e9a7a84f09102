import { divide } from '@affinity-engine/kernel';
import { checkedCount } from './checked.js';
import { percentText } from './explanation.js';
import type { Line } from './explanation.js';
import { interestRule, priceTable } from './interest.js';
import { mostOffered, pricedWith } from './offers.js';
import type { PaymentTerms } from './offers.js';
import { priceOf } from './price.js';
import type { Charge } from './price.js';

/** The lines of the explanation. */
export type InstallmentsLineName =
  | 'total-at-once'
  | 'minimum'
  | 'cap'
  | 'offered-up-to'
  | 'count'
  | 'interest-rule'
  | 'interest-free-up-to'
  | 'monthly-rate'
  | 'price-factor'
  | 'interest-share'
  | 'net'
  | 'interest'
  | 'taxed'
  | 'tax-rate'
  | 'tax'
  | 'total'
  | 'installment-value'
  | 'installment-interest'
  | 'installment-tax'
  | 'left-by-rounding';

/** One line: an amount in minor units, or a text. */
export type InstallmentsLine = Line<InstallmentsLineName>;

function interestLines({ interest: terms }: PaymentTerms, count: number): readonly InstallmentsLine[] {
  const rule = interestRule(terms, count);
  const head = { name: 'interest-rule', text: rule } as const;
  if (terms === undefined || rule === 'none') return [head];
  const free = { name: 'interest-free-up-to', text: String(terms.freeUpTo ?? 1) } as const;
  if (rule === 'free') return [head, free];
  const { factor, interest } = priceTable(terms.monthly, count);
  return [
    head,
    free,
    { name: 'monthly-rate', text: percentText(terms.monthly) },
    { name: 'price-factor', text: percentText(factor) },
    { name: 'interest-share', text: percentText(interest) },
  ];
}

/**
 * Explains an offer of `offersOf` in lines a customer can check: why this many installments are offered, how the
 * interest is computed, what is taxed, and the parts of an installment.
 *
 * The price factor is the constant installment of the Price table, the interest share all of its interest; both in
 * percent of the net. Net, interest and tax add up to the total. So do the installments plus the rounding difference,
 * which the billing schedule adds to one of them.
 *
 * @throws everything `offersOf` throws, and INSTALLMENTS-INVALID for a count that is not offered.
 */
export function explainInstallments(charge: Charge, terms: PaymentTerms, count: number): readonly InstallmentsLine[] {
  const price = priceOf(charge);
  const most = mostOffered(price.total, terms);
  checkedCount(count, most);
  const { net, interest, tax, total } = pricedWith(price, charge, terms, count);
  const each = (amount: number): number => divide(amount, count, charge.rounding);
  return [
    { name: 'total-at-once', amount: price.total },
    { name: 'minimum', amount: terms.minimum },
    { name: 'cap', text: String(terms.cap) },
    { name: 'offered-up-to', text: String(most) },
    { name: 'count', text: String(count) },
    ...interestLines(terms, count),
    { name: 'net', amount: net },
    { name: 'interest', amount: interest },
    { name: 'taxed', amount: net + ((terms.interest?.taxed ?? true) ? interest : 0) },
    { name: 'tax-rate', text: percentText(charge.taxRate) },
    { name: 'tax', amount: tax },
    { name: 'total', amount: total },
    { name: 'installment-value', amount: each(total) },
    { name: 'installment-interest', amount: each(interest) },
    { name: 'installment-tax', amount: each(tax) },
    { name: 'left-by-rounding', amount: total - count * each(total) },
  ];
}
