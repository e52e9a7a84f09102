import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addDays, dayAfter, daysBetween, plainDate, yearMonthDay, type PlainDate } from './calendar.js';
import { monthLength } from './civil.js';
import { periodAfter, type Period } from './periods.js';
import { codeOf } from './testing/index.js';

declare const propertyRuns: number;
const runs = { numRuns: propertyRuns };

const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2700-12-31'), noInvalidDate: true })
  .map((date) => plainDate(date.toISOString().slice(0, 10)));
const monthsLater = (day: PlainDate, months: number): PlainDate =>
  plainDate(DateTime.fromISO(day, { zone: 'utc' }).plus({ months }).toISODate() ?? '');
/** So many months from a day on. */
const monthsFrom = (first: PlainDate, months: number): Period => ({
  first,
  last: addDays(monthsLater(first, months), -1),
});
const after = (first: string, last: string): string =>
  Object.values(periodAfter({ first: plainDate(first), last: plainDate(last) })).join(' ');
const isDayOfMonth = (day: number) => (date: PlainDate) => yearMonthDay(date).day === day;

describe('the period after another one', () => {
  it.each([
    ['a year', '2027-01-01', '2027-12-31', '2028-01-01 2028-12-31'],
    ['a leap year', '2028-01-01', '2028-12-31', '2029-01-01 2029-12-31'],
    ['a year from another day', '2026-12-15', '2027-12-14', '2027-12-15 2028-12-14'],
    ['a year from 1 March before a leap day', '2027-03-01', '2028-02-29', '2028-03-01 2029-02-28'],
    ['a year from 29 February', '2028-02-29', '2029-02-27', '2029-02-28 2030-02-27'],
    ['a year from 29 February to 28 February', '2028-02-29', '2029-02-28', '2029-03-01 2030-02-28'],
    ['four years from 29 February', '2028-02-29', '2032-02-28', '2032-02-29 2036-02-28'],
    ['ten years', '2020-01-01', '2029-12-31', '2030-01-01 2039-12-31'],
    ['January', '2027-01-01', '2027-01-31', '2027-02-01 2027-02-28'],
    ['February', '2027-02-01', '2027-02-28', '2027-03-01 2027-03-31'],
    ['February of a leap year', '2028-02-01', '2028-02-29', '2028-03-01 2028-03-31'],
    ['a month from the 31st', '2027-01-31', '2027-02-27', '2027-02-28 2027-03-30'],
    ['a month to before the 31st', '2027-02-28', '2027-03-30', '2027-03-31 2027-04-29'],
    ['a month from the 30th', '2027-01-30', '2027-02-27', '2027-02-28 2027-03-29'],
    ['a month from the 31st to the end of a shorter one', '2027-01-31', '2027-02-28', '2027-03-01 2027-03-31'],
    ['a month from the 31st of October', '2027-10-31', '2027-11-30', '2027-12-01 2027-12-31'],
    ['half a year over the turn of the year', '2026-10-01', '2027-03-31', '2027-04-01 2027-09-30'],
    ['two months from the 31st of December', '2026-12-31', '2027-02-27', '2027-02-28 2027-04-29'],
    ['a month to the end of December', '2026-11-30', '2026-12-29', '2026-12-30 2027-01-29'],
    ['30 days', '2027-01-01', '2027-01-30', '2027-01-31 2027-03-01'],
    ['a day', '2027-01-31', '2027-01-31', '2027-02-01 2027-02-01'],
    ['a day at the end of February', '2027-02-28', '2027-02-28', '2027-03-01 2027-03-01'],
    ['a year less a day', '2027-01-01', '2027-12-30', '2027-12-31 2028-12-28'],
    ['a year and a day', '2027-01-01', '2028-01-01', '2028-01-02 2029-01-01'],
    ['the year before the last', '9998-01-01', '9998-12-31', '9999-01-01 9999-12-31'],
  ])('%s is as long', (_, first, last, next) => {
    expect(after(first, last)).toBe(next);
  });

  it('lies within the calendar', () => {
    const beyond = [
      ['9999-01-01', '9999-12-31'],
      ['9999-01-01', '9999-11-30'],
      ['9998-12-02', '9999-12-01'],
      ['9999-06-01', '9999-12-30'],
    ] as const;
    for (const [first, last] of beyond) expect(codeOf(() => after(first, last))).toBe('DATE-INVALID');
  });

  it('begins the day after', () => {
    fc.assert(
      fc.property(days, fc.nat(20_000), (first, more) => {
        const last = addDays(first, more);
        expect(periodAfter({ first, last }).first).toBe(dayAfter(last));
      }),
      runs,
    );
  });

  it('has as many whole months, counted from any first day', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 600 }), (first, months) => {
        const { last } = periodAfter(monthsFrom(first, months));
        expect(last).toBe(monthsFrom(first, 2 * months).last);
      }),
      runs,
    );
  });

  it('keeps the day of the month, month by month, for ever', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 2, max: 40 }), (first, times) => {
        let period = monthsFrom(first, 1);
        for (let at = 1; at < times; at += 1) period = periodAfter(period);
        expect(period.last).toBe(monthsFrom(first, times).last);
      }),
      runs,
    );
  });

  it('of whole years is whole years, from any day but 29 February to the same day', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 100 }), (first, years) => {
        fc.pre(!first.endsWith('-02-29'));
        const next = periodAfter(monthsFrom(first, 12 * years));
        expect(next.first.slice(5)).toBe(first.slice(5));
        expect(dayAfter(next.last).slice(5)).toBe(first.slice(5));
        expect(yearMonthDay(dayAfter(next.last)).year - yearMonthDay(next.first).year).toBe(years);
      }),
      runs,
    );
  });

  it('of whole calendar months is whole calendar months', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 600 }), (day, months) => {
        const { first, last } = periodAfter(monthsFrom(plainDate(`${day.slice(0, 8)}01`), months));
        expect([first, dayAfter(last)].every(isDayOfMonth(1))).toBe(true);
        expect(last).toBe(monthsFrom(first, months).last);
      }),
      runs,
    );
  });

  it('after a month that lacks the day, and ended with it, is counted from the first on', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 600 }), (day, months) => {
        const { year, month } = yearMonthDay(day);
        const first = plainDate(`${day.slice(0, 8)}${monthLength(year, month)}`);
        const short = monthsLater(first, months);
        fc.pre(yearMonthDay(short).day < yearMonthDay(first).day);
        expect(periodAfter({ first, last: short })).toEqual(monthsFrom(dayAfter(short), months));
      }),
      runs,
    );
  });

  it('of any other length has as many days', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 11 }), fc.integer({ min: 2, max: 26 }), (day, months, more) => {
        // From the first of a month to the 2nd to 26th: never whole months.
        const first = plainDate(`${day.slice(0, 8)}01`);
        const last = addDays(monthsLater(first, months), more - 1);
        const next = periodAfter({ first, last });
        expect(daysBetween(next.first, next.last)).toBe(daysBetween(first, last));
      }),
      runs,
    );
  });
});
