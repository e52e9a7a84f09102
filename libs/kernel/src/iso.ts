import { dayNumber, isCivilDay } from './civil.js';

const isoDateTime =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?$/;

export const millisecondsPerMinute = 60_000;
export const millisecondsPerDay = 86_400_000;

/** The parts of an ISO date and time as written, before any zone is applied. */
export type IsoDateTime = {
  /** Number of the civil day as written. */
  readonly day: number;
  /** Milliseconds into that day as written, 0 to 86,399,999. Digits past the third are cut off. */
  readonly time: number;
  /** Milliseconds the writer's clock was ahead of UTC, or null where the text doesn't say. */
  readonly offset: number | null;
};

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (text.startsWith('-') ? 0 - minutes : minutes) * millisecondsPerMinute;
}

/**
 * Reads an ISO 8601 date and time: extended form, hours 00 to 23, seconds and offset optional. Null for anything else,
 * such as 2026-02-30T00:00Z and 24:00.
 */
export function parseIso(text: string): IsoDateTime | null {
  const [found, year, month, day, hour, minute, second = 0, fraction = '', offset] = isoDateTime.exec(text) ?? [];
  if (found === undefined || !isCivilDay(Number(year), Number(month), Number(day))) return null;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return {
    day: dayNumber(Number(year), Number(month), Number(day)),
    time: seconds * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0')),
    offset: offsetOf(offset),
  };
}
