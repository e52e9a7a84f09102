import { divide } from '@affinity-engine/kernel';
import type { Line } from './explanation.js';
import { scheduleOf } from './schedule.js';
import type { Bill, Division } from './schedule.js';

/** An amount that a schedule divides. */
type Divided = 'value' | 'interest' | 'tax';

/** The lines of the explanation. */
export type ScheduleLineName =
  | 'count'
  | 'rest'
  | `${Divided}-${'together' | 'quotient' | 'quotients' | 'difference' | 'adjusted' | 'first' | 'last'}`;

/** One line: an amount in minor units, or a text. */
export type ScheduleLine = Line<ScheduleLineName>;

/**
 * Explains the schedule of `scheduleOf` in lines a customer can check. For values, interest and tax each: the whole
 * amount, the rounded quotient, the sum of the quotients, the difference, which installments are adjusted for it, and
 * the first and last installment. Where interest and tax compete for room, many are adjusted.
 *
 * @throws everything `scheduleOf` throws.
 */
export function explainSchedule(bill: Bill, division: Division = {}): readonly ScheduleLine[] {
  const schedule = scheduleOf(bill, division);
  const count = schedule.length;
  const lines = (name: Divided, together: number): readonly ScheduleLine[] => {
    const quotient = divide(together, count, division.rounding);
    const adjusted = schedule.filter((installment) => installment[name] !== quotient);
    return [
      { name: `${name}-together`, amount: together },
      { name: `${name}-quotient`, amount: quotient },
      { name: `${name}-quotients`, amount: quotient * count },
      { name: `${name}-difference`, amount: together - quotient * count },
      { name: `${name}-adjusted`, text: adjusted.map(({ number }) => number).join(', ') || 'none' },
      { name: `${name}-first`, amount: schedule.at(0)?.[name] ?? 0 },
      { name: `${name}-last`, amount: schedule.at(-1)?.[name] ?? 0 },
    ];
  };
  return [
    { name: 'count', text: String(count) },
    { name: 'rest', text: division.rest ?? 'first' },
    ...lines('value', bill.total),
    ...lines('interest', bill.interest),
    ...lines('tax', bill.tax),
  ];
}
