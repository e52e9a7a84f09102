import { describe, it, expect } from '@jest/globals';
import { decimal } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import fc from 'fast-check';
import { premiumOf } from './premium.js';

const iof = decimal('0.0738');
const year = { net: 167143, fees: 0, periodDays: 365 };

describe('the premium of a cover', () => {
  it('is net, fees and tax, the tax on the net: 1671.43 and 7.38 % make 1794.78', () => {
    expect(premiumOf(year, { termDays: 365, taxRate: iof })).toEqual({
      net: 167143,
      fees: 0,
      tax: 12335,
      total: 179478,
    });
  });

  it.each([
    // net × term / period, rounded once; tax on the rounded net
    [
      'half of a period',
      { net: 100000, fees: 6000, periodDays: 30 },
      15,
      { net: 50000, fees: 6000, tax: 3690, total: 59690 },
    ],
    [
      'twelve periods',
      { net: 10000, fees: 6000, periodDays: 30 },
      360,
      { net: 120000, fees: 6000, tax: 8856, total: 134856 },
    ],
    ['a year of 366 days', year, 366, { net: 167601, fees: 0, tax: 12369, total: 179970 }],
    ['a tie, to the even cent', { net: 1, fees: 0, periodDays: 2 }, 1, { net: 0, fees: 0, tax: 0, total: 0 }],
    ['nothing', { net: 0, fees: 0, periodDays: 365 }, 365, { net: 0, fees: 0, tax: 0, total: 0 }],
  ])('goes with the term, fees once: %s', (_, tariff, termDays, expected) => {
    expect(premiumOf(tariff, { termDays, taxRate: iof })).toEqual(expected);
  });

  it('rounds otherwise if asked to', () => {
    const tariff = { net: 1, fees: 0, periodDays: 2 };
    expect(premiumOf(tariff, { termDays: 1, taxRate: iof, rounding: 'half-up' }).net).toBe(1);
  });

  it('adds up, and whole periods are exact multiples', () => {
    const nets = fc.nat(1_000_000_000);
    fc.assert(
      fc.property(
        nets,
        nets,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 60 }),
        (net, fees, periodDays, periods) => {
          const premium = premiumOf({ net, fees, periodDays }, { termDays: periodDays * periods, taxRate: iof });
          expect(premium.net).toBe(net * periods);
          expect(premium.total).toBe(premium.net + premium.fees + premium.tax);
        },
      ),
    );
  });

  it.each([
    ['TERM-INVALID', year, 0],
    ['TERM-INVALID', year, -1],
    ['TERM-INVALID', year, 1.5],
    ['TERM-INVALID', { ...year, periodDays: 0 }, 365],
    ['AMOUNT-INVALID', { ...year, net: 0.5 }, 365],
    ['AMOUNT-INVALID', { ...year, net: Number.MAX_SAFE_INTEGER }, 365],
    ['AMOUNT-NEGATIVE', { ...year, net: -1 }, 365],
    ['AMOUNT-NEGATIVE', { ...year, fees: -1 }, 365],
  ])('is refused with %s for %p over %d days', (code, tariff, termDays) => {
    expect(codeOf(() => premiumOf(tariff, { termDays, taxRate: iof }))).toBe(code);
  });
});
