import { allocate } from '@affinity-engine/kernel';
import type { Instant, Rest, Rounding } from '@affinity-engine/kernel';
import { checkAmounts, checkedCount } from './checked.js';

/** What is billed: an offer, or what is like one. Amounts are minor units, whatever the exponent of their currency. */
export type Bill = {
  readonly total: number;
  /** Contained in `total`, as is `tax`. */
  readonly interest: number;
  readonly tax: number;
  /** One of each installment. */
  readonly dueDates: readonly Instant[];
};

/** How a bill is divided. */
export type Division = {
  /** Where what is left by rounding sits; on the `first` unless told otherwise. */
  readonly rest?: Rest;
  /** How the others are rounded, `half-even` unless told otherwise; `spread` always cuts. */
  readonly rounding?: Rounding;
};

/** An installment as it is billed. */
export type Installment = {
  /** 1, 2, 3, … */
  readonly number: number;
  readonly dueDate: Instant;
  readonly value: number;
  /** Contained in `value`, as is `tax`. */
  readonly interest: number;
  readonly tax: number;
};

/**
 * The billing schedule: installments that add up exactly to the total, its interest and its tax.
 *
 * Every installment is the rounded quotient, as the offer shows it; what is left sits on the first one, the last, or is
 * spread in single units over the earliest. Where the quotient of a few units is rounded up so often that the
 * one with the rest would fall below zero, all are cut instead.
 *
 * @throws AMOUNT-INVALID, AMOUNT-NEGATIVE for amounts that are not whole, too large, or below zero.
 * @throws INSTALLMENTS-INVALID for no due dates, or more than 120.
 */
export function scheduleOf({ total, interest, tax, dueDates }: Bill, division: Division = {}): readonly Installment[] {
  checkAmounts({ total, interest, tax });
  const equal = Array<number>(checkedCount(dueDates.length)).fill(1);
  const parts = (amount: number): number[] => allocate(amount, equal, division.rest, division.rounding);
  const [values, interests, taxes] = [parts(total), parts(interest), parts(tax)];
  return dueDates.map((dueDate, at) => ({
    number: at + 1,
    dueDate,
    value: values[at] ?? 0,
    interest: interests[at] ?? 0,
    tax: taxes[at] ?? 0,
  }));
}
