import { describe, it, expect } from '@jest/globals';
import { decimal, instant, plainDate, ratio } from '@affinity-engine/kernel';
import { dueDatesOf } from './due-dates.js';
import { offersOf } from './offers.js';
import { premiumOf } from './premium.js';
import { priceOf } from './price.js';
import { refundOf, type RefundInput } from './refund.js';
import { scheduleOf } from './schedule.js';
import { shortRateShare } from './short-rate.js';
import { taxRate } from './tax-rate.js';

const rate = decimal('0.0738');
const charge = { net: 167143, taxRate: rate };
const timing = { executed: instant('2022-11-13T12:00:00Z') };
const question = { jurisdiction: 'BR', line: 'general', on: plainDate('2022-11-13') };
const tariff = { net: 100, fees: -1, periodDays: 365 };
const refund: RefundInput = {
  ...{ paid: 100, premium: 100, fees: 0, tax: 0, issuedOn: null },
  ...{ lifetimeStart: plainDate('2026-01-01'), lifetimeEnd: plainDate('2026-12-31'), on: plainDate('2026-02-01') },
  reason: 'claimed',
};
const long = '9'.repeat(5_000);

describe('a refusal', () => {
  it.each([
    ['an unknown tax', () => taxRate([], question), 'TAX-RATE-UNKNOWN', question],
    ['a term', () => shortRateShare(1, 0), 'TERM-INVALID', { name: 'term', days: '0' }],
    [
      'a period',
      () => premiumOf({ ...tariff, fees: 0, periodDays: 0 }, { termDays: 365, taxRate: rate }),
      'TERM-INVALID',
      { name: 'periodDays', days: '0' },
    ],
    [
      'an amount that is not whole',
      () => premiumOf({ ...tariff, fees: 0.5 }, { termDays: 365, taxRate: rate }),
      'AMOUNT-INVALID',
      { name: 'fees', amount: '0.5' },
    ],
    [
      'an amount',
      () => premiumOf(tariff, { termDays: 365, taxRate: rate }),
      'AMOUNT-NEGATIVE',
      { name: 'fees', amount: -1 },
    ],
    ['a loading', () => priceOf({ ...charge, loading: '501' }), 'LOADING-INVALID', { loading: '501' }],
    ['a commission', () => priceOf({ ...charge, commission: '31' }), 'COMMISSION-INVALID', { commission: '31' }],
    ['a number of installments', () => dueDatesOf(121, timing), 'INSTALLMENTS-INVALID', { count: '121', most: 120 }],
    ['a due day', () => dueDatesOf(2, { ...timing, dueDay: 21 }), 'DUE-DAY-INVALID', { dueDay: '21' }],
    [
      'interest',
      () => offersOf(charge, { cap: 2, minimum: 0, interest: { monthly: ratio(3, 2), freeUpTo: 1 } }, timing),
      'INTEREST-INVALID',
      { monthly: '3/2', freeUpTo: '1' },
    ],
  ])('of %s repeats the input', (_, act, code, properties) => {
    expect(act).toThrow(expect.objectContaining({ code, properties }));
  });

  const misspelt = { roundng: 'down' } as object;
  const bill = { total: 100, interest: 0, tax: 0, dueDates: [timing.executed] };
  const interest = { monthly: decimal('0.01'), ...misspelt };
  it.each([
    ['a cover', () => premiumOf({ ...tariff, fees: 0 }, { termDays: 365, taxRate: rate, ...misspelt }), 'termDays'],
    ['a charge', () => priceOf({ ...charge, ...misspelt }), 'net'],
    ['a time', () => dueDatesOf(2, { ...timing, ...misspelt }), 'executed'],
    ['a division', () => scheduleOf(bill, misspelt), 'rest'],
    ['interest', () => offersOf(charge, { cap: 2, minimum: 0, interest }, timing), 'monthly'],
    ['a refund', () => refundOf({ ...refund, ...misspelt }), 'paid'],
  ])('of an option that %s has not names it and those there are', (_, act, first) => {
    const properties = { name: 'roundng', expected: expect.stringContaining(`one of the options ${first}, `) };
    const expected = { code: 'OPTION-INVALID', properties: expect.objectContaining(properties) };
    expect(act).toThrow(expect.objectContaining(expected));
  });

  it.each([
    ['loading', () => priceOf({ ...charge, loading: long })],
    ['commission', () => priceOf({ ...charge, commission: long })],
    // Input may have any type.
    ['dueDay', () => dueDatesOf(2, { ...timing, dueDay: long as unknown as number })],
  ])('repeats at most forty characters of a %s', (name, act) => {
    expect(act).toThrow(expect.objectContaining({ properties: { [name]: long.slice(0, 40) } }));
  });
});
