import { addDays, addMonths, checkInstant, utcDay, utcHour, yearMonthDay } from '@affinity-engine/kernel';
import type { Instant } from '@affinity-engine/kernel';
import { checkedCount } from './checked.js';
import { premiumError } from './errors.js';
import { priceable } from './priceable.js';

/** What due dates are counted from. */
export type Timing = {
  /** When the offer is made; the day is that of UTC. */
  readonly executed: Instant;
  /** The day of the month the customer chose, 1 to 20; 1 until it is known. */
  readonly dueDay?: number;
};

const daysToFirst = 7;
const noon = 12;

/**
 * When each of so many installments is due, the earliest first.
 *
 * The first is the day of execution and 7 days, at 00:00 UTC. Installment k is the due day of the (k − 1)th month after
 * the month of the first, at 12:00 UTC: a first of 2022-11-30 with due day 1 is followed by 2022-12-01. Due days end at
 * 20, so that every month has them. Fewer installments have the same dates, fewer of them. Source: the published sample.
 *
 * @throws INSTALLMENTS-INVALID for a count outside 1 to 120.
 * @throws DUE-DAY-INVALID for a day outside 1 to 20.
 * @throws INSTANT-INVALID for a day, a date of JavaScript, or a moment that `instant` did not read.
 * @throws DATE-INVALID beyond the year 9999.
 */
export function dueDatesOf(count: number, { executed, dueDay = 1 }: Timing): readonly Instant[] {
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
