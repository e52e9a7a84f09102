/**
 * Days as numbers: day 0 is 1970-01-01 of the proleptic Gregorian calendar.
 *
 * Whole-number arithmetic over 400-year eras whose year starts in March, so that the leap day comes last
 * (H. Hinnant, "chrono-compatible low-level date algorithms").
 */
export type CivilDay = { readonly year: number; readonly month: number; readonly day: number };

export const firstYear = 1900;
export const lastYear = 9999;

const daysPerEra = 146_097;
const daysToEpoch = 719_468;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The number of days of a month (1 to 12), 0 for any other number. */
export function monthLength(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

/** Whether year, month and day form a valid day within the accepted years. */
export function isCivilDay(year: number, month: number, day: number): boolean {
  return year >= firstYear && year <= lastYear && day >= 1 && day <= monthLength(year, month);
}

export function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - daysToEpoch;
}

export function civilDay(number: number): CivilDay {
  const shifted = number + daysToEpoch;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month > 2 ? 0 : 1), month, day };
}

export const firstDayNumber = dayNumber(firstYear, 1, 1);
export const lastDayNumber = dayNumber(lastYear, 12, 31);

/** Two digits, leading zero kept. */
export const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** `yyyy-mm-dd` of a day between the first and the last year. */
export const civilText = ({ year, month, day }: CivilDay): string => `${year}-${twoDigits(month)}-${twoDigits(day)}`;

/** The number that the ASCII digits of a text form, from one position to another. */
export function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}
