import { describe, it, expect } from '@jest/globals';
import { addMonths, currencyExponent, decimal, divide, instant, plainDate, utcHour } from '@affinity-engine/kernel';
import type { Rest, Rounding } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { offersOf } from './offers.js';
import { scheduleOf } from './schedule.js';
import type { Bill, Installment } from './schedule.js';

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

  it('rounds otherwise if asked to', () => {
    expect(scheduleOf(bill(27265, 2), { rounding: 'half-up' }).map(({ value }) => value)).toEqual([13632, 13633]);
    expect(scheduleOf(bill(27265, 2)).map(({ value }) => value)).toEqual([13633, 13632]);
  });

  it.each([
    ['tax beside a first value that bears the rest of a hundred and twenty', bill(19038, 120, 0, 1308), 117, 0, 8],
    ['tax beside a unit of interest', bill(3, 2, 1, 1), 1, 1, 0],
    ['interest beside a first value that bears the rest of a hundred and twenty', bill(19038, 120, 1308), 117, 8, 0],
  ])('puts %s elsewhere: an installment holds its interest and its tax', (_, its, value, interest, tax) => {
    const schedule = scheduleOf(its);
    expect(schedule[0]).toMatchObject({ value, interest, tax });
    expect(schedule.every((each) => each.interest + each.tax <= each.value)).toBe(true);
  });

  it('leaves the values as they are where interest and tax have to make room', () => {
    const valuesOf = (its: Bill): readonly number[] => scheduleOf(its).map(({ value }) => value);
    expect(valuesOf(bill(19038, 120, 654, 654))).toEqual(valuesOf(bill(19038, 120)));
  });

  it('puts tax where the interest leaves room: 1 of each in 2 are one installment with interest, one with tax', () => {
    expect(scheduleOf(bill(2, 2, 1, 1), { rest: 'spread' })).toMatchObject([
      { value: 1, interest: 1, tax: 0 },
      { value: 1, interest: 0, tax: 1 },
    ]);
  });

  it('may be all interest, or all tax', () => {
    expect(scheduleOf(bill(5, 3, 5)).map(({ interest }) => interest)).toEqual([1, 2, 2]);
    expect(scheduleOf(bill(5, 3, 0, 5)).map(({ tax }) => tax)).toEqual([1, 2, 2]);
  });

  it.each([
    ['AMOUNT-NEGATIVE', bill(-1, 2)],
    ['AMOUNT-NEGATIVE', bill(100, 2, 60, 41)],
    ['AMOUNT-NEGATIVE', bill(0, 2, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)],
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

  /** An amount in the notation of its currency: `1794.78`, `1795`, `1794.780`. */
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
    const cuts = fc.tuple(fc.maxSafeNat(), fc.maxSafeNat(), fc.maxSafeNat());
    fc.assert(
      fc.property(cuts, fc.integer({ min: 1, max: 36 }), divisions, (three, count, division) => {
        const [tax, taxed, total] = three.sort((one, other) => one - other) as [number, number, number];
        const interest = taxed - tax;
        const schedule = scheduleOf(bill(total, count, interest, tax), division);
        const expected = { value: total, interest, tax };
        for (const kind of kinds) {
          const sum = schedule.reduce((left, each) => left + BigInt(each[kind]), 0n);
          if (sum !== BigInt(expected[kind])) fail(kind, { expected, count, division });
          if (schedule.some((each) => each[kind] < 0)) fail('below zero', { expected, count, division });
        }
      }),
      { numRuns: propertyRuns },
    );
  });

  it('holds the interest and the tax of each installment within its value, however many and however small', () => {
    const few = fc.oneof(fc.nat(4), fc.nat(40), fc.nat(2_000), fc.nat(999_999));
    fc.assert(
      fc.property(few, few, few, fc.integer({ min: 1, max: 120 }), divisions, (net, interest, tax, count, division) => {
        const its = bill(net + interest + tax, count, interest, tax);
        const schedule = scheduleOf(its, division);
        const expected = { value: its.total, interest, tax };
        const context = { expected, count, division };
        if (schedule.some((each) => each.interest + each.tax > each.value)) fail('more than its value', context);
        for (const kind of kinds) {
          if (schedule.some((each) => each[kind] < 0)) fail(`${kind} below zero`, context);
          if (schedule.reduce((sum, each) => sum + each[kind], 0) !== expected[kind]) fail(kind, context);
        }
      }),
      { numRuns: propertyRuns },
    );
  });

  it('divides interest and tax like the value wherever each installment then holds its own', () => {
    fc.assert(
      fc.property(bills, divisions, (its, division) => {
        const apart = (amount: number): readonly number[] =>
          scheduleOf(bill(amount, its.dueDates.length), division).map(({ value }) => value);
        const [interests, taxes] = [apart(its.interest), apart(its.tax)];
        const holds = apart(its.total).every((value, at) => (interests[at] ?? 0) + (taxes[at] ?? 0) <= value);
        const same = scheduleOf(its, division).every(
          ({ interest, tax }, at) => interest === interests[at] && tax === taxes[at],
        );
        if (holds && !same) fail('divided otherwise', { its, division });
      }),
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
          const parts = schedule.map((each) => each[kind]);
          if (Math.max(...parts) - Math.min(...parts) > 1) fail(kind, its);
        }
        if (schedule.at(0)!.value < schedule.at(-1)!.value) fail('the latest', its);
      }),
      { numRuns: propertyRuns },
    );
  });
});
