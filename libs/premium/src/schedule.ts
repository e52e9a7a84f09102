import { allocate, checkList } from '@affinity-engine/kernel';
import type { Instant, Rest, Rounding } from '@affinity-engine/kernel';
import { checkAmounts, checkedCount } from './checked.js';
import { premiumError } from './errors.js';

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

/** Its parts as they were asked for where each finds room, else in proportion to the room there is. */
function within(room: readonly number[], amount: number, parts: readonly number[]): readonly number[] {
  return parts.every((part, at) => part <= (room[at] ?? 0)) ? parts : allocate(amount, room, 'spread');
}

/** What each installment has left when a part of it is taken out. */
const less = (values: readonly number[], taken: readonly number[]): readonly number[] =>
  values.map((value, at) => value - (taken[at] ?? 0));

/**
 * The billing schedule: installments that add up exactly to the total, its interest and its tax.
 *
 * Every installment is the rounded quotient, as the offer shows it; what is left sits on the first one, the last, or is
 * spread in single units over the earliest. Where the quotient of a few units is rounded up so often that the
 * one with the rest would fall below zero, all are cut instead.
 *
 * Interest and tax are divided the same way, as long as each installment holds its own: `interest + tax <= value`. Where
 * the rests of few units over many installments would break that, the values stay. Interest that does not fit is
 * divided in proportion to the values, tax in proportion to what the interest leaves of them; both are cut, and single
 * units go to those that lost most.
 *
 * @throws AMOUNT-INVALID, AMOUNT-NEGATIVE for amounts that are not whole, too large, or below zero; for interest and
 *   tax that are more than the total, which leaves a net below zero.
 * @throws INSTALLMENTS-INVALID for no due dates, or more than 120.
 * @throws OPTION-INVALID for a rest or a rounding there is none of, and for due dates that are no list.
 */
export function scheduleOf({ total, interest, tax, dueDates }: Bill, division: Division = {}): readonly Installment[] {
  checkAmounts({ total, interest, tax });
  checkList('dueDates', dueDates, 'a list of moments');
  if (total - interest < tax) throw premiumError('AMOUNT-NEGATIVE', { name: 'net', amount: total - interest - tax });
  const equal = Array<number>(checkedCount(dueDates.length)).fill(1);
  const parts = (amount: number): number[] => allocate(amount, equal, division.rest, division.rounding);
  const values = parts(total);
  const interests = within(values, interest, parts(interest));
  const taxes = within(less(values, interests), tax, parts(tax));
  return dueDates.map((dueDate, at) => ({
    number: at + 1,
    dueDate,
    value: values[at] ?? 0,
    interest: interests[at] ?? 0,
    tax: taxes[at] ?? 0,
  }));
}
