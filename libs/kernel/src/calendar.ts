import {
  civilDay,
  civilText,
  dayNumber,
  digitsAt,
  firstDayNumber,
  isCivilDay,
  lastDayNumber,
  monthLength,
} from './civil.js';
import type { CivilDay } from './civil.js';
import { excerpt, kernelError } from './errors.js';

/** A day of the calendar, `yyyy-mm-dd`, years 1900 to 9999. It has no zone and no hour. Sorts as text. */
export type PlainDate = string & { readonly __plainDate: true };

/** A moment, ISO text in UTC with milliseconds: `2022-11-13T12:00:00.000Z`. Sorts as text. */
export type Instant = string & { readonly __instant: true };

const isoDate = /^\d{4}-\d{2}-\d{2}$/;

const yearOf = (text: string): number => digitsAt(text, 0, 4);
const monthOf = (text: string): number => digitsAt(text, 5, 7);
const dayOfMonth = (text: string): number => digitsAt(text, 8, 10);

const numberOf = (date: PlainDate): number => dayNumber(yearOf(date), monthOf(date), dayOfMonth(date));

/** The day of a day number. @throws DATE-INVALID outside the years 1900 to 9999. */
export function plainDateOfDay(number: number): PlainDate {
  if (!Number.isSafeInteger(number) || number < firstDayNumber || number > lastDayNumber) {
    throw kernelError('DATE-INVALID', { day: excerpt(number) });
  }
  return civilText(civilDay(number)) as PlainDate;
}

/** Whether a text is a valid day: 2026-02-30 is not. */
export function isPlainDate(text: unknown): text is PlainDate {
  return typeof text === 'string' && isoDate.test(text) && isCivilDay(yearOf(text), monthOf(text), dayOfMonth(text));
}

/** Reads a day, `yyyy-mm-dd` only. @throws DATE-INVALID */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw kernelError('DATE-INVALID', { date: excerpt(text) });
  return text;
}

/** Year, month (1 to 12) and day (1 to 31) of a date. */
export function yearMonthDay(date: PlainDate): CivilDay {
  return { year: yearOf(date), month: monthOf(date), day: dayOfMonth(date) };
}

/** Adds whole days; a negative number subtracts. @throws DATE-INVALID outside 1900 to 9999. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return plainDateOfDay(numberOf(date) + days);
}

export const dayAfter = (date: PlainDate): PlainDate => addDays(date, 1);

/**
 * Adds months: the same day of the month, or the last day of a shorter month. 31 January plus one month is 28 or 29
 * February. Always count from the original day, not from the last result: step by step, 31 January would become 28
 * March.
 *
 * @throws DATE-INVALID outside 1900 to 9999, or for a count that is not a whole number.
 */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const count = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  const day = Math.min(dayOfMonth(date), monthLength(year, month));
  if (!isCivilDay(year, month, day)) throw kernelError('DATE-INVALID', { date, months: excerpt(months) });
  return civilText({ year, month, day }) as PlainDate;
}

/** Whole days from one day to another: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return numberOf(to) - numberOf(from);
}

/** Comparison function for `sort`: negative, zero or positive where `one` is before, on or after `other`. */
export function compareDates(one: PlainDate, other: PlainDate): number {
  return Number(one > other) - Number(one < other);
}
