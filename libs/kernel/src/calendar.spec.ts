import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addDays,
  addMonths,
  compareDates,
  dayAfter,
  daysBetween,
  isPlainDate,
  plainDate,
  yearMonthDay,
} from './calendar.js';
import type { PlainDate } from './calendar.js';
import { firstDayNumber, lastDayNumber } from './civil.js';
import { codeOf } from './testing/index.js';

declare const propertyRuns: number;

const epoch = DateTime.fromISO('1970-01-01', { zone: 'utc' });
const dayNumbers = fc.integer({ min: firstDayNumber, max: lastDayNumber });
const isoOf = (day: number): string => epoch.plus({ days: day }).toISODate() ?? 'invalid';
const dates = dayNumbers.map((day) => plainDate(isoOf(day)));

describe('a day', () => {
  it.each(['1900-01-01', '9999-12-31', '2000-02-29', '2024-02-29', '2022-11-13', '2023-04-30'])('may be %s', (text) => {
    expect(isPlainDate(text)).toBe(true);
    expect(plainDate(text)).toBe(text);
  });

  it.each([
    ['a day its month lacks', '2026-02-30'],
    ['29 February of a common year', '2023-02-29'],
    ['29 February of a century that is not a leap year', '1900-02-29'],
    ['31 April', '2022-04-31'],
    ['month 13', '2022-13-01'],
    ['month 0', '2022-00-10'],
    ['day 0', '2022-01-00'],
    ['a year before 1900', '1899-12-31'],
    ['a year after 9999', '10000-01-01'],
    ['a time of day', '2022-11-13T00:00:00Z'],
    ['a missing zero', '2022-1-3'],
    ['the order of another country', '13/11/2022'],
    ['spaces around', ' 2022-11-13'],
    ['a line break after', '2022-11-13\n'],
    ['digits of another script', '２０２２-11-13'],
    ['nothing', ''],
  ])('is refused with %s', (_, text) => {
    expect(isPlainDate(text)).toBe(false);
    expect(codeOf(() => plainDate(text))).toBe('DATE-INVALID');
  });

  it.each([[null], [undefined], [20221113], [{}]])('is not %p', (value) => {
    expect(isPlainDate(value)).toBe(false);
  });

  it('has a year, a month and a day', () => {
    expect(yearMonthDay(plainDate('2022-11-03'))).toEqual({ year: 2022, month: 11, day: 3 });
  });
});

describe('counting days', () => {
  it.each([
    ['2022-11-13', 7, '2022-11-20'],
    ['2023-12-31', 1, '2024-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-03-01', -1, '2023-02-28'],
    ['2022-01-01', 0, '2022-01-01'],
    ['1900-01-01', 2958463, '9999-12-31'],
  ])('from %s by %d gives %s', (from, days, to) => {
    expect(addDays(plainDate(from), days)).toBe(to);
    expect(daysBetween(plainDate(from), plainDate(to))).toBe(days);
  });

  it('goes from a day to the day after', () => {
    expect(dayAfter(plainDate('2022-12-31'))).toBe('2023-01-01');
  });

  it.each([
    ['9999-12-31', 1],
    ['1900-01-01', -1],
    ['2022-01-01', 0.5],
    ['2022-01-01', NaN],
    ['2022-01-01', Infinity],
  ])('from %s by %d is refused', (from, days) => {
    expect(codeOf(() => addDays(plainDate(from), days))).toBe('DATE-INVALID');
  });

  it('agrees with luxon on any two days', () => {
    fc.assert(
      fc.property(dayNumbers, dayNumbers, (from, to) => {
        expect(addDays(isoOf(from) as PlainDate, to - from)).toBe(isoOf(to));
        expect(daysBetween(isoOf(from) as PlainDate, isoOf(to) as PlainDate)).toBe(to - from);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('sees every day of the calendar once, in order', () => {
    let day = plainDate('1900-01-01');
    let count = 1;
    for (; day !== '2101-01-01'; count += 1) {
      const next = dayAfter(day);
      if (!(next > day) || !isPlainDate(next)) throw new Error(`${day} is followed by ${next}`);
      day = next;
    }
    expect(count).toBe(daysBetween(plainDate('1900-01-01'), plainDate('2101-01-01')) + 1);
  });
});

describe('counting months', () => {
  it.each([
    ['2022-01-31', 1, '2022-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2022-01-31', 2, '2022-03-31'],
    ['2022-03-31', -1, '2022-02-28'],
    ['2022-03-31', -3, '2021-12-31'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2022-11-30', 1, '2022-12-30'],
    ['2022-12-20', 1, '2023-01-20'],
    ['2022-06-15', 0, '2022-06-15'],
  ])('from %s by %d gives %s, the last day where the month is too short', (from, months, to) => {
    expect(addMonths(plainDate(from), months)).toBe(to);
  });

  it.each([
    ['9999-12-01', 1],
    ['1900-01-31', -1],
    ['2022-01-31', 0.5],
    ['2022-01-31', NaN],
    ['2022-01-31', Infinity],
  ])('from %s by %d is refused', (from, months) => {
    expect(codeOf(() => addMonths(plainDate(from), months))).toBe('DATE-INVALID');
  });

  it('agrees with luxon, and keeps the day of the month or clamps it to the last', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -1200, max: 1200 }), (from, months) => {
        const expected = DateTime.fromISO(from, { zone: 'utc' }).plus({ months });
        fc.pre(expected.year >= 1900 && expected.year <= 9999);
        const to = addMonths(from, months);
        expect(to).toBe(expected.toISODate());
        const { day } = yearMonthDay(to);
        expect(day === yearMonthDay(from).day || dayAfter(to).endsWith('-01')).toBe(true);
      }),
      { numRuns: propertyRuns },
    );
  });
});

describe('the order of days', () => {
  it('is the order of their text', () => {
    fc.assert(
      fc.property(dates, dates, (one, other) => {
        expect(Math.sign(compareDates(one, other))).toBe(Math.sign(daysBetween(other, one)) + 0);
      }),
    );
  });

  it('sorts', () => {
    const days = ['2022-11-13', '1999-01-01', '2022-02-01'].map(plainDate);
    expect(days.toSorted(compareDates)).toEqual(['1999-01-01', '2022-02-01', '2022-11-13']);
  });
});
