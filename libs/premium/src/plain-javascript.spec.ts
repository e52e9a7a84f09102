import { describe, expect, it } from '@jest/globals';
import { decimal, instant, plainDate, ratio } from '@affinity-engine/kernel';
import { dueDatesOf } from './due-dates.js';
import { explainInstallments } from './explain-installments.js';
import { explainPrice } from './explain-price.js';
import { explainRefund } from './explain-refund.js';
import { explainSchedule } from './explain-schedule.js';
import { offersOf } from './offers.js';
import { premiumOf } from './premium.js';
import { priceOf } from './price.js';
import { refundOf } from './refund.js';
import { scheduleOf } from './schedule.js';
import { shortRateShare } from './short-rate.js';
import { taxRate } from './tax-rate.js';

/** A value as plain JavaScript may pass it, without the compiler's checks. */
const plain = (given: unknown): never => given as never;

const rate = decimal('0.0738');
const below = ratio(-738, 10_000);
const executed = instant('2022-11-13T12:00:00Z');
const on = plainDate('2022-04-01');
const tariff = { net: 167143, fees: 6000, periodDays: 365 };
const cover = { termDays: 365, taxRate: rate };
const charge = { net: 167143, taxRate: rate };
const terms = { cap: 11, minimum: 10000 };
const lent = { monthly: decimal('0.0199') };
const bill = { total: 179478, interest: 0, tax: 12335, dueDates: [executed, executed] };
const ended = {
  paid: 185478,
  premium: 167143,
  fees: 6000,
  tax: 12335,
  lifetimeStart: plainDate('2022-01-01'),
  lifetimeEnd: plainDate('2022-12-31'),
  issuedOn: plainDate('2021-12-01'),
  on,
  reason: 'requested-by-holder',
} as const;
const question = { jurisdiction: 'BR', line: 'general', on };
const taxes = [{ jurisdiction: 'BR', line: 'general', from: plainDate('2008-01-03'), rate: '0.0738' }];

const refunded = (wrong: object) => () => refundOf(plain({ ...ended, ...wrong }));
const offered = (interest: unknown) => () => offersOf(charge, plain({ ...terms, interest }), { executed });

describe('what only plain JavaScript can pass', () => {
  it.each<[string, () => unknown, string, RegExp]>([
    [
      'a rounding of a schedule',
      () => scheduleOf(bill, plain({ rounding: 'nearest' })),
      'OPTION-INVALID',
      /^rounding: expected one of half-even, .*; it is "nearest"\.$/,
    ],
    [
      'a rest',
      () => scheduleOf(bill, plain({ rest: 'middle' })),
      'OPTION-INVALID',
      /^rest: expected one of first, last, spread; it is "middle"\.$/,
    ],
    [
      'a rest to be explained',
      () => explainSchedule(bill, plain({ rest: 'middle' })),
      'OPTION-INVALID',
      /^rest: expected/,
    ],
    [
      'no due dates at all',
      () => scheduleOf(plain({ ...bill, dueDates: undefined })),
      'OPTION-INVALID',
      /^dueDates: expected a list of moments; it is undefined\.$/,
    ],
    ['one due date', () => scheduleOf(plain({ ...bill, dueDates: executed })), 'OPTION-INVALID', /^dueDates: expected/],
    [
      'an interpolation',
      refunded({ interpolation: 'lin' }),
      'OPTION-INVALID',
      /^interpolation: expected one of next-higher, next-lower, linear; it is "lin"\.$/,
    ],
    [
      'an interpolation that no rule reads',
      refunded({ interpolation: 'lin', reason: 'claimed' }),
      'OPTION-INVALID',
      /^interpolation: /,
    ],
    [
      'an interpolation on a day of the table',
      () => shortRateShare(15, 365, plain('toString')),
      'OPTION-INVALID',
      /^interpolation: /,
    ],
    [
      'a reason',
      refunded({ reason: 'claim' }),
      'OPTION-INVALID',
      /^reason: expected one of requested-by-holder, default, claimed, insurer; it is "claim"\.$/,
    ],
    [
      'a reason to be explained',
      () => explainRefund(plain({ ...ended, reason: 'claim' })),
      'OPTION-INVALID',
      /^reason: /,
    ],
    ['no reason', refunded({ reason: undefined }), 'OPTION-INVALID', /^reason: expected .*; it is undefined\.$/],
    [
      'a text for a switch',
      refunded({ refundTax: 'false' }),
      'OPTION-INVALID',
      /^refundTax: expected true or false; it is "false"\.$/,
    ],
    ['a rounding of a refund', refunded({ rounding: 'nearest' }), 'OPTION-INVALID', /^rounding: /],
    ['a day of cancellation', refunded({ on: '2022-13-31' }), 'DATE-INVALID', /^on: expected a day .*"2022-13-31"\.$/],
    ['a first day', refunded({ lifetimeStart: '2022-00-01' }), 'DATE-INVALID', /^lifetimeStart: /],
    ['a last day', refunded({ lifetimeEnd: new Date(0) }), 'DATE-INVALID', /^lifetimeEnd: .*; it is an object\.$/],
    ['a day of issue', refunded({ issuedOn: '2021-12-32' }), 'DATE-INVALID', /^issuedOn: /],
    ['no day of issue', refunded({ issuedOn: undefined }), 'DATE-INVALID', /^issuedOn: .*; it is undefined\.$/],
    [
      'a tax rate below zero',
      () => priceOf({ ...charge, taxRate: below }),
      'RATE-INVALID',
      /^taxRate: expected an exact ratio not below zero, .*; it is -369\/5000\.$/,
    ],
    [
      'a binary fraction for a tax rate',
      () => priceOf(plain({ ...charge, taxRate: 0.0738 })),
      'RATE-INVALID',
      /^taxRate: expected an exact ratio .*; it is 0\.0738\.$/,
    ],
    ['no tax rate', () => explainPrice(plain({ net: 1 })), 'RATE-INVALID', /^taxRate: .*; it is undefined\.$/],
    ['a rounding of a price', () => priceOf(plain({ ...charge, rounding: 'even' })), 'OPTION-INVALID', /^rounding: /],
    [
      'a tax rate of a premium below zero',
      () => premiumOf(tariff, { ...cover, taxRate: below }),
      'RATE-INVALID',
      /^taxRate: /,
    ],
    ['no tax rate of a premium', () => premiumOf(tariff, plain({ termDays: 365 })), 'RATE-INVALID', /^taxRate: /],
    [
      'a rounding of a premium that needs none',
      () => premiumOf({ ...tariff, net: 0 }, plain({ ...cover, rounding: 'nearest' })),
      'OPTION-INVALID',
      /^rounding: /,
    ],
    ['a tax table', () => taxRate(plain({ BR: '0.0738' }), question), 'OPTION-INVALID', /^table: expected a list of/],
    ['a day of a tax rate', () => taxRate(taxes, { ...question, on: plain('2022-31-12') }), 'DATE-INVALID', /^on: /],
    [
      'a row below zero',
      () => taxRate([{ ...taxes[0]!, rate: '-0.01' }], question),
      'RATE-INVALID',
      /^rate: .*; it is -1\/100\.$/,
    ],
    ['a binary fraction of interest', offered({ monthly: 0.0199 }), 'INTEREST-INVALID', /^Interest is/],
    ['no interest as null', offered(null), 'INTEREST-INVALID', /^Interest is/],
    ['taxed as a text', offered({ ...lent, taxed: 'no' }), 'OPTION-INVALID', /^taxed: expected true or false/],
    [
      'taxed to be explained',
      () => explainInstallments(charge, plain({ ...terms, interest: { ...lent, taxed: 0 } }), 2),
      'OPTION-INVALID',
      /^taxed: .*; it is 0\.$/,
    ],
    [
      'a day for a moment',
      () => dueDatesOf(2, { executed: plain('2022-11-13') }),
      'INSTANT-INVALID',
      /^executed: expected a moment in UTC .*; it is "2022-11-13"\.$/,
    ],
    [
      'a moment elsewhere, on another day in UTC',
      () => offersOf(charge, terms, { executed: plain('2022-11-13T23:00:00-03:00') }),
      'INSTANT-INVALID',
      /^executed: /,
    ],
    ['a date of JavaScript', () => dueDatesOf(2, { executed: plain(new Date(0)) }), 'INSTANT-INVALID', /^executed: /],
  ])('is refused with its name: %s', (_, act, code, message) => {
    expect(act).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  it('may leave out what has a value by default', () => {
    const given = { interpolation: undefined, refundTax: undefined, rounding: undefined };
    expect(refundOf(plain({ ...ended, ...given }))).toEqual(refundOf(ended));
    expect(scheduleOf(bill, plain({ rest: undefined, rounding: undefined }))).toEqual(scheduleOf(bill));
    expect(offered({ ...lent, taxed: undefined, freeUpTo: undefined })()).toEqual(offered(lent)());
  });
});
