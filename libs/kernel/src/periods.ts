import { addDays, dayAfter, daysBetween, plainDateOfDay, yearMonthDay, type PlainDate } from './calendar.js';
import { dayNumber, monthLength, type CivilDay } from './civil.js';

/** Two days and all between them. */
export type Period = { readonly first: PlainDate; readonly last: PlainDate };

/** The day of the month that months are counted from; a shorter month has its last day instead. */
type Rhythm = { readonly months: number; readonly day: number };

/**
 * The period that follows another one and is as long: whole months, and so whole years, are followed by as many, any
 * other length by as many days. 2027 is followed by 2028, February by March.
 *
 * Months are counted from the same day of the month: from 31 January to 27 February is a month, and so is what follows
 * it, to 30 March. Where a month lacks the day, its last day or the first one of the next month may stand for it: from
 * 29 February to 27 or 28 February of the next year is a year.
 *
 * @throws DATE-INVALID beyond the calendar
 */
export function periodAfter({ first, last }: Period): Period {
  const next = dayAfter(last);
  const from = yearMonthDay(next);
  const rhythm = rhythmOf(yearMonthDay(first), from);
  if (rhythm === null) return { first: next, last: addDays(next, daysBetween(first, last)) };
  const month = from.month - 1 + rhythm.months;
  const [year, inYear] = [from.year + Math.floor(month / 12), (month % 12) + 1];
  const day = Math.min(rhythm.day, monthLength(year, inYear));
  return { first: next, last: plainDateOfDay(dayNumber(year, inYear, day) - 1) };
}

/** How many whole months lie between two days; null if there are none. */
function rhythmOf(first: CivilDay, next: CivilDay): Rhythm | null {
  const months = (next.year - first.year) * 12 + next.month - first.month;
  const day = Math.max(first.day, next.day);
  const isIn = (each: CivilDay): boolean => each.day === Math.min(day, monthLength(each.year, each.month));
  if (months > 0 && isIn(first) && isIn(next)) return { months, day };
  const isRolledOver = next.day === 1 && first.day > lengthOfMonthBefore(next);
  return isRolledOver && months > 1 ? { months: months - 1, day: 1 } : null;
}

const lengthOfMonthBefore = ({ year, month }: CivilDay): number =>
  month === 1 ? monthLength(year - 1, 12) : monthLength(year, month - 1);
