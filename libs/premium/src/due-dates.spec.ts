import { describe, it, expect } from '@jest/globals';
import { addDays, epochMilliseconds, instant, instantAt, plainDate, utcHour } from '@affinity-engine/kernel';
import type { Instant } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dueDatesOf } from './due-dates.js';

declare const propertyRuns: number;

/** The rule once more, in luxon: execution + 7 days at 00:00, then the due day of each following month at 12:00. */
function byLuxon(number: number, executed: Instant, dueDay: number): number {
  const first = DateTime.fromMillis(epochMilliseconds(executed), { zone: 'utc' }).startOf('day').plus({ days: 7 });
  if (number === 1) return first.toMillis();
  return first
    .startOf('month')
    .plus({ months: number - 1 })
    .set({ day: dueDay, hour: 12 })
    .toMillis();
}

/** Checks the first and the last of these dates against the rule. */
function expectTheRule(count: number, executed: Instant, dueDay: number): void {
  const found = dueDatesOf(count, { executed, dueDay });
  const [first, last] = [byLuxon(1, executed, dueDay), byLuxon(count, executed, dueDay)];
  if (found.length !== count || found[0] !== instantAt(first) || found.at(-1) !== instantAt(last)) {
    throw new Error(`${count}, ${executed}, day ${dueDay}: ${found.join(' ')}`);
  }
}

describe('due dates', () => {
  it.each([
    [
      '2022-11-13T15:04:47.118Z',
      1,
      ['2022-11-20T00:00:00.000Z', '2022-12-01T12:00:00.000Z', '2023-01-01T12:00:00.000Z'],
    ],
    ['2023-11-30T12:00:00Z', 20, ['2023-12-07T00:00:00.000Z', '2024-01-20T12:00:00.000Z', '2024-02-20T12:00:00.000Z']],
    [
      '2022-11-23T21:28:24.723Z',
      1,
      ['2022-11-30T00:00:00.000Z', '2022-12-01T12:00:00.000Z', '2023-01-01T12:00:00.000Z'],
    ],
    ['2023-01-24T00:00:00Z', 20, ['2023-01-31T00:00:00.000Z', '2023-02-20T12:00:00.000Z', '2023-03-20T12:00:00.000Z']],
    ['2024-02-22T00:00:00Z', 15, ['2024-02-29T00:00:00.000Z', '2024-03-15T12:00:00.000Z', '2024-04-15T12:00:00.000Z']],
    [
      '2023-12-31T23:59:59.999Z',
      5,
      ['2024-01-07T00:00:00.000Z', '2024-02-05T12:00:00.000Z', '2024-03-05T12:00:00.000Z'],
    ],
  ])('of an offer made %s, day %d: a week later, then each following month', (executed, dueDay, expected) => {
    expect(dueDatesOf(3, { executed: instant(executed), dueDay })).toEqual(expected);
  });

  it('go by the day in UTC, though it is still yesterday in São Paulo', () => {
    expect(dueDatesOf(1, { executed: instant('2022-11-13T22:00:00-03:00') })).toEqual(['2022-11-21T00:00:00.000Z']);
  });

  it('are on day 1 until another is known', () => {
    const executed = instant('2022-11-13T12:00:00Z');
    expect(dueDatesOf(11, { executed })).toEqual(dueDatesOf(11, { executed, dueDay: 1 }));
  });

  it('are the same for fewer installments, only fewer', () => {
    const timing = { executed: instant('2022-11-13T12:00:00Z'), dueDay: 20 };
    const all = dueDatesOf(120, timing);
    expect(all).toHaveLength(120);
    for (let count = 1; count < 120; count += 1) expect(dueDatesOf(count, timing)).toEqual(all.slice(0, count));
  });

  it('are those of the rule for every day of fifty years', () => {
    // Fewer days in a quick run.
    const step = Math.ceil(10_000 / propertyRuns);
    let day = plainDate('2000-01-01');
    for (let seen = 0; day < '2050-01-01'; seen += 1) {
      expectTheRule(2 + (seen % 11), utcHour(day, seen % 24), 1 + (seen % 20));
      day = addDays(day, step);
    }
  });

  it('are those of the rule, for any moment, due day and count', () => {
    const epochs = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2050, 0, 1) });
    const moments = epochs.map((epoch) => instantAt(epoch));
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), moments, fc.integer({ min: 1, max: 20 }), expectTheRule), {
      numRuns: propertyRuns,
    });
  });

  it.each([
    ['INSTALLMENTS-INVALID', 0, 1],
    ['INSTALLMENTS-INVALID', 121, 1],
    ['INSTALLMENTS-INVALID', 1.5, 1],
    ['DUE-DAY-INVALID', 2, 0],
    ['DUE-DAY-INVALID', 2, 21],
    ['DUE-DAY-INVALID', 2, 1.5],
    ['DUE-DAY-INVALID', 2, NaN],
  ])('are refused with %s for %d on day %d', (code, count, dueDay) => {
    expect(codeOf(() => dueDatesOf(count, { executed: instant('2022-11-13T12:00:00Z'), dueDay }))).toBe(code);
  });

  it('are refused beyond the calendar', () => {
    expect(codeOf(() => dueDatesOf(1, { executed: instant('9999-12-31T00:00:00Z') }))).toBe('DATE-INVALID');
    expect(codeOf(() => dueDatesOf(3, { executed: instant('9999-11-01T00:00:00Z') }))).toBe('DATE-INVALID');
  });
});
