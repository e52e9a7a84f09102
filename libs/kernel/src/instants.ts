import type { Instant, PlainDate } from './calendar.js';
import { civilDay, civilText, dayNumber, digitsAt, firstDayNumber, lastDayNumber, twoDigits } from './civil.js';
import { excerpt, kernelError } from './errors.js';
import { millisecondsPerDay, parseIso } from './iso.js';
import { checkNames } from './options.js';

/** Elapsed time in whole units. A day is always 24 hours, also where a zone changes its clocks. */
export type Elapsed = {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
};

const first = firstDayNumber * millisecondsPerDay;
const last = (lastDayNumber + 1) * millisecondsPerDay - 1;

const inRange = (epoch: number): boolean => Number.isSafeInteger(epoch) && epoch >= first && epoch <= last;

function timeText(time: number): string {
  const seconds = Math.floor(time / 1000);
  const minutes = Math.floor(seconds / 60);
  const hour = twoDigits(Math.floor(minutes / 60));
  const fraction = String(time - seconds * 1000).padStart(3, '0');
  return `${hour}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}.${fraction}`;
}

/** The moment of a number of milliseconds since 1970-01-01T00:00:00.000Z. @throws INSTANT-INVALID */
export function instantAt(epoch: number): Instant {
  if (!inRange(epoch)) throw kernelError('INSTANT-INVALID', { epochMilliseconds: excerpt(epoch) });
  const day = Math.floor(epoch / millisecondsPerDay);
  return `${civilText(civilDay(day))}T${timeText(epoch - day * millisecondsPerDay)}Z` as Instant;
}

/**
 * Reads an ISO text with an offset; the result is UTC with milliseconds, further digits are cut off.
 * @throws INSTANT-INVALID for a text without offset, a day or hour that does not exist, years outside 1900 to 9999.
 */
export function instant(text: string): Instant {
  const read = parseIso(text);
  const epoch = read === null || read.offset === null ? NaN : read.day * millisecondsPerDay + read.time - read.offset;
  if (!inRange(epoch)) throw kernelError('INSTANT-INVALID', { instant: excerpt(text) });
  return instantAt(epoch);
}

/** Milliseconds since 1970-01-01T00:00:00.000Z. */
export function epochMilliseconds(at: Instant): number {
  const seconds = (digitsAt(at, 11, 13) * 60 + digitsAt(at, 14, 16)) * 60 + digitsAt(at, 17, 19);
  const day = dayNumber(digitsAt(at, 0, 4), digitsAt(at, 5, 7), digitsAt(at, 8, 10));
  return day * millisecondsPerDay + seconds * 1000 + digitsAt(at, 20, 23);
}

const elapsedUnits: readonly (keyof Elapsed)[] = ['days', 'hours', 'minutes', 'seconds', 'milliseconds'];

/** Adds elapsed time; negative parts subtract. @throws INSTANT-INVALID; OPTION-INVALID for another unit. */
export function plus(at: Instant, elapsed: Elapsed): Instant {
  checkNames(elapsed, elapsedUnits);
  const { days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = elapsed;
  const total = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
  return instantAt(epochMilliseconds(at) + total);
}

/** The civil day of a moment in UTC. */
export function utcDay(at: Instant): PlainDate {
  return at.slice(0, 10) as PlainDate;
}

/** A full hour of a day in UTC, midnight by default. @throws INSTANT-INVALID for an hour outside 0 to 23. */
export function utcHour(date: PlainDate, hour = 0): Instant {
  if (!Number.isInteger(hour) || hour < 0 || hour > 23) throw kernelError('INSTANT-INVALID', { hour: excerpt(hour) });
  return `${date}T${twoDigits(hour)}:00:00.000Z` as Instant;
}
