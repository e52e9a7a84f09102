import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { compareRatios, decimal, subtract, multiply, ratio, add } from './ratio.js';
import { codeOf } from './testing/index.js';

const ratios = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
  .map(([above, below]) => ratio(above, below));

const signOf = (whole: bigint): number => Number(whole > 0n) - Number(whole < 0n);

describe('one ratio beside another', () => {
  it.each([
    [ratio(1, 3), ratio(1, 2), -1],
    [ratio(1, 2), ratio(1, 3), 1],
    [ratio(2, 4), ratio(1, 2), 0],
    [ratio(-1, 2), ratio(1, 3), -1],
    [ratio(1, -2), ratio(-1, 2), 0],
    [ratio(-3, -4), ratio(3, 4), 0],
    [decimal('0.1'), ratio(1n, 10n ** 30n), 1],
  ])('%o is to %o as %i is to 0', (one, other, sign) => {
    expect(compareRatios(one, other)).toBe(sign);
  });

  it('is written with the sign above the line', () => {
    expect([ratio(1, -2), ratio(-6, -4), ratio(0, -5)]).toEqual([
      { numerator: -1n, denominator: 2n },
      { numerator: 3n, denominator: 2n },
      { numerator: 0n, denominator: 1n },
    ]);
  });
});

describe('an exact decimal', () => {
  it.each([
    ['0.0738', 369n, 5000n],
    ['0', 0n, 1n],
    ['-0', 0n, 1n],
    ['1', 1n, 1n],
    ['1.00', 1n, 1n],
    ['-2.5', -5n, 2n],
    ['20', 20n, 1n],
    ['0.1', 1n, 10n],
    ['0.000000000000000000000000000001', 1n, 10n ** 30n],
  ])('%s is %d/%d', (text, numerator, denominator) => {
    expect(decimal(text)).toEqual({ numerator, denominator });
  });

  it.each([
    '',
    '.5',
    '5.',
    '1e3',
    '+1',
    '01',
    '0,5',
    ' 1',
    '1 ',
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    '--1',
    '1.2.3',
    '9'.repeat(31),
  ])('is not "%s"', (text) => {
    expect(codeOf(() => decimal(text))).toBe('RATE-INVALID');
  });
});

describe('a ratio', () => {
  it('is kept in lowest terms with the sign above', () => {
    expect(ratio(6, -8)).toEqual({ numerator: -3n, denominator: 4n });
    expect(ratio(0, -8)).toEqual({ numerator: 0n, denominator: 1n });
    expect(ratio(10n ** 40n, 10n ** 41n)).toEqual({ numerator: 1n, denominator: 10n });
  });

  it.each([
    [1, 0],
    [1n, 0n],
    [0.5, 1],
    [1, 0.5],
    [2 ** 53, 1],
    [NaN, 1],
  ])('of %p over %p is refused', (above, below) => {
    expect(codeOf(() => ratio(above, below))).toBe('RATE-INVALID');
  });

  it('adds, subtracts and multiplies as fractions do', () => {
    expect(add(ratio(1, 2), ratio(1, 3), ratio(1, 6))).toEqual(ratio(1, 1));
    expect(subtract(ratio(1, 2), ratio(1, 3))).toEqual(ratio(1, 6));
    expect(multiply(ratio(2, 3), ratio(3, 4))).toEqual(ratio(1, 2));
    expect(add()).toEqual(ratio(0, 1));
    expect(multiply()).toEqual(ratio(1, 1));
  });

  it('keeps the laws of arithmetic', () => {
    fc.assert(
      fc.property(ratios, ratios, ratios, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(add(subtract(a, b), b)).toEqual(a);
        expect(compareRatios(a, b)).toBe(signOf(subtract(a, b).numerator));
      }),
    );
  });
});
