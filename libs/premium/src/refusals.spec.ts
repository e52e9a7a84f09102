import { describe, it, expect } from '@jest/globals';
import { decimal, instant, plainDate, ratio } from '@affinity-engine/kernel';
import { dueDatesOf } from './due-dates.js';
import { offersOf } from './offers.js';
import { premiumOf } from './premium.js';
import { priceOf } from './price.js';
import { shortRateShare } from './short-rate.js';
import { taxRate } from './tax-rate.js';

const rate = decimal('0.0738');
const charge = { net: 167143, taxRate: rate };
const timing = { executed: instant('2022-11-13T12:00:00Z') };
const question = { jurisdiction: 'BR', line: 'general', on: plainDate('2022-11-13') };
const tariff = { net: 100, fees: -1, periodDays: 365 };
const long = '9'.repeat(5_000);

describe('a refusal', () => {
  it.each([
    ['an unknown tax', () => taxRate([], question), 'TAX-RATE-UNKNOWN', question],
    ['a term', () => shortRateShare(1, 0), 'TERM-INVALID', { days: '0' }],
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

  it.each([
    ['loading', () => priceOf({ ...charge, loading: long })],
    ['commission', () => priceOf({ ...charge, commission: long })],
    // Input may have any type.
    ['dueDay', () => dueDatesOf(2, { ...timing, dueDay: long as unknown as number })],
  ])('repeats at most forty characters of a %s', (name, act) => {
    expect(act).toThrow(expect.objectContaining({ properties: { [name]: long.slice(0, 40) } }));
  });
});
