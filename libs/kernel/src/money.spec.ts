import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { currencyExponent, divide, money, proportion, rounded, share, wholeAmount } from './money.js';
import { decimal, ratio } from './ratio.js';
import { bigQuotient } from './rounding.js';
import { codeOf } from './testing/index.js';

declare const propertyRuns: number;

const most = Number.MAX_SAFE_INTEGER;
const amounts = fc.maxSafeInteger();

describe('an amount', () => {
  it('is a whole number of minor units of a currency', () => {
    expect(money(179478, 'BRL')).toEqual({ amount: 179478, currency: 'BRL' });
    expect(money(-1, 'BRL').amount).toBe(-1);
    expect(Object.is(money(-0, 'BRL').amount, 0)).toBe(true);
  });

  it.each([[0.1], [NaN], [Infinity], [2 ** 53], [-(2 ** 53)]])('is not %d', (amount) => {
    expect(codeOf(() => money(amount, 'BRL'))).toBe('AMOUNT-INVALID');
    expect(codeOf(() => wholeAmount(amount))).toBe('AMOUNT-INVALID');
  });

  it.each(['', 'brl', 'R$', 'BRLX'])('has no currency "%s"', (currency) => {
    expect(codeOf(() => money(1, currency))).toBe('CURRENCY-INVALID');
  });

  it.each([
    [2, 'BRL USD EUR ARS MXN'],
    [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
    [3, 'BHD IQD JOD KWD LYD OMR TND'],
    [4, 'CLF UYW'],
  ])('has %d decimal digits in %s (ISO 4217)', (digits, currencies) => {
    for (const currency of currencies.split(' '))
      expect([currency, currencyExponent(currency)]).toEqual([currency, digits]);
  });
});

describe('a share of an amount', () => {
  it.each([
    ['tax of 7.38 % on 1671.43', 167143, '0.0738', 12335],
    ['commission of 20 % on 1671.43', 167143, '0.20', 33429],
    ['all of it', 179478, '1', 179478],
    ['none of it', 179478, '0', 0],
    ['part of a credit', -167143, '0.0738', -12335],
  ])('is exact: %s', (_, amount, rate, expected) => {
    expect(share(amount, decimal(rate))).toBe(expected);
  });

  it.each([
    [27265, 2, 13632],
    [117554, 4, 29388],
    [3029, 2, 1514],
    [8642, 4, 2160],
    [179478, 4, 44870],
    [12335, 2, 6168],
    [12335, 10, 1234],
  ])('rounds the tie %d / %d half-even to %d', (amount, by, expected) => {
    expect(divide(amount, by)).toBe(expected);
  });

  it('rounds otherwise if asked to', () => {
    expect(divide(27265, 2, 'half-up')).toBe(13633);
    expect(share(27265, ratio(1, 2), 'down')).toBe(13632);
  });

  it('is the same on the fast path and beyond it', () => {
    const parts = fc.bigInt({ min: 1n, max: 10n ** 24n });
    fc.assert(
      fc.property(amounts, parts, parts, (amount, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const of = ratio(less, more);
        const expected = bigQuotient(BigInt(amount) * less, more, 'half-even');
        expect(BigInt(share(amount, of))).toBe(expected);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('adds up with the share of the rest to within one unit', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amount, basisPoints) => {
        const both = share(amount, ratio(basisPoints, 10_000)) + share(amount, ratio(10_000 - basisPoints, 10_000));
        expect(Math.abs(both - amount)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    [most, 2, 1],
    [-most, 3, 2],
    [0.5, 1, 2],
    [NaN, 1, 2],
  ])('of %d is refused where it is no amount', (amount, above, below) => {
    expect(codeOf(() => share(amount, ratio(above, below)))).toBe('AMOUNT-INVALID');
  });

  it('of the largest amount is exact', () => {
    expect(share(most, ratio(most - 1, most))).toBe(most - 1);
    expect(share(most, ratio(10n ** 30n, 10n ** 30n))).toBe(most);
    expect(share(0, ratio(10n ** 400n, 1n))).toBe(0);
  });

  it('is the same as a part of a whole, in lowest terms or not, of any size', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: 100, max: 200 }),
        (amount, part, whole) => {
          const expected = share(amount, ratio(part, whole));
          expect(proportion(amount, part, whole)).toBe(expected);
          expect(proportion(amount, BigInt(part) * 10n ** 40n, BigInt(whole) * 10n ** 40n)).toBe(expected);
          expect(divide(amount, -whole)).toBe(0 - divide(amount, whole));
        },
      ),
      { numRuns: propertyRuns },
    );
  });

  it.each([
    [1, 0],
    [1, 0n],
    [1, -2],
    [0.5, 2],
    [1, 1.5],
    [NaN, 1],
    [1, NaN],
    [Infinity, 1],
  ])('of %p in %p parts is refused', (part, whole) => {
    expect(codeOf(() => proportion(0, part, whole))).toBe('RATE-INVALID');
    expect(codeOf(() => proportion(100, part, whole))).toBe('RATE-INVALID');
  });

  it('of no parts is refused', () => {
    expect(codeOf(() => divide(100, 0))).toBe('RATE-INVALID');
    expect(codeOf(() => divide(100, 1.5))).toBe('RATE-INVALID');
  });
});

describe('an exact value', () => {
  it('becomes an amount once, half-even by default', () => {
    expect(rounded(ratio(5, 2))).toBe(2);
    expect(rounded(ratio(5, 2), 'half-up')).toBe(3);
    expect(rounded(decimal('123.351534'))).toBe(123);
    expect(codeOf(() => rounded(ratio(10n ** 30n, 1n)))).toBe('AMOUNT-INVALID');
  });
});
