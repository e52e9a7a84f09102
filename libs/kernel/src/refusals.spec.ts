import { describe, it, expect } from '@jest/globals';
import { allocate } from './allocate.js';
import { addDays, addMonths, plainDate, plainDateOfDay } from './calendar.js';
import type { Instant, PlainDate } from './calendar.js';
import { instant, instantAt, plus, utcHour } from './instants.js';
import { currencyExponent, divide, proportion, wholeAmount } from './money.js';
import { decimal, ratio } from './ratio.js';
import { businessDay, civilDate } from './zones.js';

const today = '2022-11-13' as PlainDate;
const noon = '2022-11-13T12:00:00.000Z' as Instant;

describe('a refusal', () => {
  it.each([
    ['a day', () => plainDate('2026-02-30'), 'DATE-INVALID', { date: '2026-02-30' }],
    ['a number of a day', () => plainDateOfDay(0.5), 'DATE-INVALID', { day: '0.5' }],
    ['a day out of reach', () => addDays(today, NaN), 'DATE-INVALID', { day: 'NaN' }],
    ['a month out of reach', () => addMonths(today, 1e6), 'DATE-INVALID', { date: today, months: '1000000' }],
    ['a civil date', () => civilDate('tomorrow'), 'DATE-INVALID', { date: 'tomorrow' }],
    ['a moment', () => instant('noon'), 'INSTANT-INVALID', { instant: 'noon' }],
    ['milliseconds', () => instantAt(0.5), 'INSTANT-INVALID', { epochMilliseconds: '0.5' }],
    ['an hour', () => utcHour(today, 24), 'INSTANT-INVALID', { hour: '24' }],
    ['a zone', () => businessDay(noon, 'Mars/Olympus'), 'ZONE-UNKNOWN', { zone: 'Mars/Olympus' }],
    ['an amount', () => wholeAmount(0.5), 'AMOUNT-INVALID', { name: 'amount', amount: '0.5' }],
    ['an amount by its name', () => wholeAmount(0.5, 'net'), 'AMOUNT-INVALID', { name: 'net', amount: '0.5' }],
    ['a currency', () => currencyExponent('R$'), 'CURRENCY-INVALID', { currency: 'R$' }],
    ['a decimal', () => decimal('7,38'), 'RATE-INVALID', { rate: '7,38' }],
    // In plain JavaScript.
    ['a number', () => decimal((0.1 + 0.2) as unknown as string), 'RATE-INVALID', { rate: '0.30000000000000004' }],
    ['a whole number', () => decimal(1 as unknown as string), 'RATE-INVALID', { rate: '1' }],
    [
      'a unit of time',
      () => plus(noon, { day: 1 } as object),
      'OPTION-INVALID',
      { name: 'day', expected: 'one of the options days, hours, minutes, seconds, milliseconds', given: '1' },
    ],
    ['a part of a ratio', () => ratio(0.5, 1), 'RATE-INVALID', { rate: '0.5' }],
    ['a ratio to nothing', () => ratio(3, 0), 'RATE-INVALID', { rate: '3/0' }],
    ['a proportion', () => proportion(100, 1, -2), 'RATE-INVALID', { rate: '1/-2' }],
    ['a divisor', () => divide(100, 0), 'RATE-INVALID', { rate: '1/0' }],
    ['weights', () => allocate(100, [0, 0]), 'WEIGHTS-INVALID', { weights: [0, 0] }],
  ])('of %s repeats the input', (_, act, code, properties) => {
    expect(act).toThrow(expect.objectContaining({ code, properties }));
  });

  it('repeats at most twenty weights', () => {
    const properties = { weights: Array(20).fill(0) };
    expect(() => allocate(100, Array(5_000).fill(0))).toThrow(expect.objectContaining({ properties }));
  });
});
