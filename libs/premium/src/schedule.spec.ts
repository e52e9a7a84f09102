import { describe, it, expect } from '@jest/globals';
import { addMonths, currencyExponent, decimal, divide, instant, plainDate, utcHour } from '@affinity-engine/kernel';
import type { Rest, Rounding } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { offersOf } from './offers.js';
import { scheduleOf } from './schedule.js';
import type { Installment } from './schedule.js';

declare const propertyRuns: number;

const executed = instant('2022-11-13T12:00:00Z');
const dates = Array.from({ length: 120 }, (_, months) => utcHour(addMonths(plainDate('2022-12-01'), months)));
const bill = (total: number, count: number, interest = 0, tax = 0) => ({
  total,
  interest,
  tax,
  dueDates: dates.slice(0, count),
});
const sample = (count: number) =>
  offersOf({ net: 167143, taxRate: decimal('0.0738') }, { cap: 11, minimum: 10000 }, { executed })[count - 1]!;

const rests: readonly Rest[] = ['first', 'last', 'spread'];
const roundings: readonly Rounding[] = ['half-even', 'half-up', 'half-down', 'up', 'down', 'ceiling', 'floor'];

describe('the billing schedule', () => {
  it('adds up where the published quotients do not: 4 × 448.70 is 1794.80, 4 × 30.84 is 123.36', () => {
    expect(scheduleOf(sample(4))).toEqual([
      { number: 1, dueDate: '2022-11-20T00:00:00.000Z', value: 44868, interest: 0, tax: 3083 },
      { number: 2, dueDate: '2022-12-01T12:00:00.000Z', value: 44870, interest: 0, tax: 3084 },
      { number: 3, dueDate: '2023-01-01T12:00:00.000Z', value: 44870, interest: 0, tax: 3084 },
      { number: 4, dueDate: '2023-02-01T12:00:00.000Z', value: 44870, interest: 0, tax: 3084 },
    ]);
  });

  it.each([
    ['first', [16318, ...Array(10).fill(16316)], [1125, ...Array(10).fill(1121)]],
    ['last', [...Array(10).fill(16316), 16318], [...Array(10).fill(1121), 1125]],
    ['spread', [16317, 16317, ...Array(9).fill(16316)], [...Array(4).fill(1122), ...Array(7).fill(1121)]],
  ] as [Rest, number[], number[]][])('has the rest of eleven installments on the %s', (rest, values, taxes) => {
    const schedule = scheduleOf(sample(11), { rest });
    expect(schedule.map(({ value }) => value)).toEqual(values);
    expect(schedule.map(({ tax }) => tax)).toEqual(taxes);
  });

  it('divides interest like all else', () => {
    expect(scheduleOf(bill(121846, 12, 13472, 8374)).map(({ interest }) => interest)).toEqual([
      1119,
      ...Array(11).fill(1123),
    ]);
  });

  it('cuts what a rounded quotient would turn below zero: 6 in 10 is 6 and nothing', () => {
    expect(scheduleOf(bill(6, 10)).map(({ value }) => value)).toEqual([6, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('rounds otherwise where it is told to', () => {
    expect(scheduleOf(bill(27265, 2), { rounding: 'half-up' }).map(({ value }) => value)).toEqual([13632, 13633]);
    expect(scheduleOf(bill(27265, 2)).map(({ value }) => value)).toEqual([13633, 13632]);
  });

  it.each([
    ['AMOUNT-NEGATIVE', bill(-1, 2)],
    ['AMOUNT-NEGATIVE', bill(100, 2, -1)],
    ['AMOUNT-NEGATIVE', bill(100, 2, 0, -1)],
    ['AMOUNT-INVALID', bill(0.5, 2)],
    ['INSTALLMENTS-INVALID', bill(100, 0)],
    ['INSTALLMENTS-INVALID', { ...bill(100, 1), dueDates: Array(121).fill(dates[0]) }],
  ])('is refused with %s for %p', (code, refused) => {
    expect(codeOf(() => scheduleOf(refused))).toBe(code);
  });
});

describe('every billing schedule', () => {
  const kinds = ['value', 'interest', 'tax'] as const;
  const fail = (why: string, context: unknown): never => {
    throw new Error(`${why}: ${JSON.stringify(context)}`);
  };

  /** An amount as its currency writes it: `1794.78`, `1795`, `1794.780`. */
  const written = (units: number, exponent: number): string => new Decimal(units).div(10 ** exponent).toFixed(exponent);
  const together = (schedule: readonly Installment[], kind: 'value' | 'interest' | 'tax', exponent: number): string =>
    schedule.reduce((sum, each) => sum.plus(written(each[kind], exponent)), new Decimal(0)).toFixed(exponent);

  /** net, interest and tax of up to nine digits each, in minor units */
  const amounts = fc.oneof(fc.nat(999_999_999), fc.nat(500));
  const bills = fc
    .tuple(amounts, amounts, amounts, fc.integer({ min: 1, max: 12 }))
    .map(([net, interest, tax, count]) => bill(net + interest + tax, count, interest, tax));
  const divisions = fc.record({ rest: fc.constantFrom(...rests), rounding: fc.constantFrom(...roundings) });

  it.each([
    ['JPY', 0],
    ['BRL', 2],
    ['BHD', 3],
  ])('is of a currency with its own decimals: %s has %d', (currency, decimals) => {
    expect(currencyExponent(currency)).toBe(decimals);
  });

  it('adds up in currencies of 0, 2 and 3 decimals: total, interest and tax', () => {
    fc.assert(
      fc.property(bills, divisions, fc.constantFrom(0, 2, 3), (its, division, decimals) => {
        const schedule = scheduleOf(its, division);
        const expected = { value: its.total, interest: its.interest, tax: its.tax };
        for (const kind of kinds) {
          if (together(schedule, kind, decimals) !== written(expected[kind], decimals)) fail(kind, { its, division });
        }
      }),
      { numRuns: propertyRuns },
    );
  });

  it('adds up for amounts of any size, without one below zero', () => {
    const any = fc.nat(Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(
        any,
        any,
        any,
        fc.integer({ min: 1, max: 36 }),
        divisions,
        (total, interest, tax, count, division) => {
          const schedule = scheduleOf(bill(total, count, interest, tax), division);
          const expected = { value: total, interest, tax };
          for (const kind of kinds) {
            const sum = schedule.reduce((left, each) => left + BigInt(each[kind]), 0n);
            if (sum !== BigInt(expected[kind])) fail(kind, { expected, count, division });
            if (schedule.some((each) => each[kind] < 0)) fail('below zero', { expected, count, division });
          }
        },
      ),
      { numRuns: propertyRuns },
    );
  });

  it('bills the quotient of the offer everywhere but where the rest sits', () => {
    const whole = fc.integer({ min: 10_000, max: 999_999_999 });
    const sides = fc.constantFrom<Rest>('first', 'last');
    fc.assert(
      fc.property(
        whole,
        fc.integer({ min: 1, max: 24 }),
        sides,
        fc.constantFrom(...roundings),
        (total, count, rest, rounding) => {
          const values = scheduleOf(bill(total, count), { rest, rounding }).map(({ value }) => value);
          const others = rest === 'first' ? values.slice(1) : values.slice(0, -1);
          const quotient = divide(total, count, rounding);
          if (others.some((value) => value !== quotient)) fail('another', { total, count, rest, rounding });
        },
      ),
      { numRuns: propertyRuns },
    );
  });

  it('differs by one unit at most when spread', () => {
    fc.assert(
      fc.property(bills, (its) => {
        const schedule = scheduleOf(its, { rest: 'spread' });
        for (const kind of kinds) {
          const [first, last] = [schedule.at(0)![kind], schedule.at(-1)![kind]];
          if (first < last || first > last + 1) fail(kind, its);
        }
      }),
      { numRuns: propertyRuns },
    );
  });
});
