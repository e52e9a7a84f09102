import { addDays, addMonths, checkInstant, checkNames, utcDay, utcHour, yearMonthDay } from '@affinity-engine/kernel';
import type { Instant } from '@affinity-engine/kernel';
import { checkedCount } from './checked.js';
import { premiumError } from './errors.js';
import { priceable } from './priceable.js';

/** The input of the due dates. */
export type Timing = {
  /** When the offer is made; its day is taken in UTC. */
  readonly executed: Instant;
  /** The day of the month the customer chose, 1 to 20; 1 by default. */
  readonly dueDay?: number;
};

const timingNames: readonly (keyof Timing)[] = ['executed', 'dueDay'];

const daysToFirst = 7;
const noon = 12;

/**
 * The due dates of a number of installments, the earliest first.
 *
 * The first is 7 days after the day of execution, at 00:00 UTC. Installment k is due on the due day of the (k − 1)th
 * month after the month of the first, at 12:00 UTC: a first of 2022-11-30 with due day 1 is followed by 2022-12-01.
 * Due days end at 20, a day every month has. A shorter list has the same first dates. Source: the published sample.
 *
 * @throws INSTALLMENTS-INVALID for a count outside 1 to 120.
 * @throws DUE-DAY-INVALID for a day outside 1 to 20.
 * @throws INSTANT-INVALID where `executed` is a day, a JavaScript Date, or not text that `instant` returned.
 * @throws DATE-INVALID beyond the year 9999; OPTION-INVALID for an unknown option.
 */
export function dueDatesOf(count: number, timing: Timing): readonly Instant[] {
  checkNames(timing, timingNames);
  const { executed, dueDay = 1 } = timing;
  checkedCount(count);
  checkInstant('executed', executed);
  const { least, most } = priceable.dueDay;
  if (!Number.isInteger(dueDay) || dueDay < least || dueDay > most) {
    throw premiumError('DUE-DAY-INVALID', { dueDay: String(dueDay).slice(0, 40) });
  }
  const first = addDays(utcDay(executed), daysToFirst);
  const dates = [utcHour(first)];
  const sameMonth = addDays(first, dueDay - yearMonthDay(first).day);
  for (let months = 1; months < count; months += 1) dates.push(utcHour(addMonths(sameMonth, months), noon));
  return dates;
}
