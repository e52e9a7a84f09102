import { divide, share } from '@affinity-engine/kernel';
import type { Instant } from '@affinity-engine/kernel';
import { checkAmounts, checkedCount } from './checked.js';
import { dueDatesOf } from './due-dates.js';
import type { Timing } from './due-dates.js';
import { checkInterest, interestOn } from './interest.js';
import type { InterestTerms } from './interest.js';
import { priceOf, summed } from './price.js';
import type { Charge, Price } from './price.js';

/** How a product may be paid by one payment method. */
export type PaymentTerms = {
  /** The highest number of installments, 1 to 120. */
  readonly cap: number;
  /** The lowest value of an installment, in minor units; 0 for no minimum. */
  readonly minimum: number;
  /** Left out where installments are free of interest. */
  readonly interest?: InterestTerms;
};

/** One way to pay: the price with its interest, and each installment of it, rounded. Amounts are minor units. */
export type Offer = Price & {
  /** How many installments. */
  readonly count: number;
  /** `round(total / count)`; {@link scheduleOf} has the amounts that add up. */
  readonly installmentValue: number;
  /** `round(interest / count)` */
  readonly installmentInterest: number;
  /** `round(tax / count)` */
  readonly installmentTax: number;
  /** One for each installment. */
  readonly dueDates: readonly Instant[];
};

/** The highest number of installments offered, by the price without interest. @throws everything {@link offersOf} throws. */
export function mostOffered(total: number, { cap, minimum, interest }: PaymentTerms): number {
  checkedCount(cap);
  checkAmounts({ minimum });
  checkInterest(interest);
  return minimum === 0 ? cap : Math.max(1, Math.min(cap, Math.floor(total / minimum)));
}

/** The price with the interest of this number of installments. Net and interest are taxed together by default. */
export function pricedWith(price: Price, charge: Charge, terms: PaymentTerms, count: number): Price {
  const { taxRate, rounding } = charge;
  const interest = interestOn(price.net, count, terms.interest, rounding);
  if (interest === 0) return price;
  const taxed = terms.interest?.taxed ?? true;
  const tax = taxed ? share(price.net + interest, taxRate, rounding) : price.tax;
  return summed(price.net, interest, tax, price.commission);
}

/**
 * Every way to pay by one payment method: 1, 2, … installments up to the cap, as long as none is below the minimum.
 *
 * ```
 * offered  = 1 … min(cap, floor(price total / minimum)), at least 1
 * factor   = i / (1 − (1 + i)^−n)                              Price table, the first installment after a month
 * interest = round(net × (n × factor − 1)), 0 up to the interest-free count
 * tax      = round((net + interest) × tax rate), or of the net alone where interest is not taxed
 * total    = net + interest + tax
 * ```
 *
 * The net is lent, the tax is not: it is due with each installment. That is why the installment of the Price table
 * equals the sum of its parts: where interest is taxed, `net × factor × (1 + rate)` is one nth of the total. The
 * installment shown is that of the rounded total. Each amount is rounded once, half-even by default. Source of counts,
 * quotients and dates: the published sample; of interest: the annuity formula, as the sample charges none.
 *
 * @throws everything `priceOf` and `dueDatesOf` throw.
 * @throws INSTALLMENTS-INVALID for a cap outside 1 to 120.
 * @throws INTEREST-INVALID for a monthly rate outside 0 to 1, or an interest-free count that is not whole.
 * @throws OPTION-INVALID where `taxed` is neither true nor false.
 */
export function offersOf(charge: Charge, terms: PaymentTerms, timing: Timing): readonly Offer[] {
  const price = priceOf(charge);
  const dates = dueDatesOf(mostOffered(price.total, terms), timing);
  return dates.map((_, at) => {
    const count = at + 1;
    const { net, interest, tax, total, commission } = pricedWith(price, charge, terms, count);
    return {
      count,
      commission,
      net,
      interest,
      tax,
      total,
      installmentValue: divide(total, count, charge.rounding),
      installmentInterest: divide(interest, count, charge.rounding),
      installmentTax: divide(tax, count, charge.rounding),
      dueDates: dates.slice(0, count),
    };
  });
}
