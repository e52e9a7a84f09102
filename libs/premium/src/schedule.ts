import { allocate, checkList, checkNames } from '@affinity-engine/kernel';
import type { Instant, Rest, Rounding } from '@affinity-engine/kernel';
import { checkAmounts, checkedCount } from './checked.js';
import { premiumError } from './errors.js';

/** An amount to bill: an offer, or something of its shape. Amounts are minor units of any currency. */
export type Bill = {
  readonly total: number;
  /** Contained in `total`, as is `tax`. */
  readonly interest: number;
  readonly tax: number;
  /** One for each installment. */
  readonly dueDates: readonly Instant[];
};

/** How a bill is divided. */
export type Division = {
  /** Which installment takes the rounding difference; the `first` by default. */
  readonly rest?: Rest;
  /** How the others are rounded, `half-even` by default; `spread` always cuts. */
  readonly rounding?: Rounding;
};

const divisionNames: readonly (keyof Division)[] = ['rest', 'rounding'];

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

/** The parts as requested where each fits into its room, else in proportion to the room. */
function within(room: readonly number[], amount: number, parts: readonly number[]): readonly number[] {
  return parts.every((part, at) => part <= (room[at] ?? 0)) ? parts : allocate(amount, room, 'spread');
}

/** What each installment has left after a part is taken out. */
const less = (values: readonly number[], taken: readonly number[]): readonly number[] =>
  values.map((value, at) => value - (taken[at] ?? 0));

/**
 * The billing schedule: installments that add up exactly to the total, its interest and its tax.
 *
 * Every installment is the rounded quotient, as the offer shows it. The difference goes to the first one, the last, or
 * is spread in single units over the earliest. Where so many quotients of a few units are rounded up that the adjusted
 * one would be negative, all are cut instead.
 *
 * Interest and tax are divided the same way, as long as `interest + tax <= value` holds for each installment. Where it
 * would not, the values stay; interest that does not fit is divided in proportion to the values, and tax in proportion
 * to what the interest leaves. Both are cut, and single units go to the installments that lost most.
 *
 * @throws AMOUNT-INVALID, AMOUNT-NEGATIVE for amounts that are not whole, too large, or below zero; for interest and
 *   tax that exceed the total, which would make the net negative.
 * @throws INSTALLMENTS-INVALID for no due dates, or more than 120.
 * @throws OPTION-INVALID for an unknown rest, rounding or option, and for due dates that are not a list.
 */
export function scheduleOf({ total, interest, tax, dueDates }: Bill, division: Division = {}): readonly Installment[] {
  checkNames(division, divisionNames);
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
