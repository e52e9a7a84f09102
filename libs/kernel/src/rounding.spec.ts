import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { bigQuotient, quotient } from './rounding.js';
import type { Rounding } from './rounding.js';

declare const propertyRuns: number;

const modes: readonly Rounding[] = ['half-even', 'half-up', 'half-down', 'up', 'down', 'ceiling', 'floor'];

/** The same rules in another form: the two neighbours, and which is nearer. */
function reference(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  let floor = dividend / divisor;
  while (floor * divisor > dividend) floor -= 1n;
  if (floor * divisor === dividend) return floor;
  const ceiling = floor + 1n;
  const [inner, outer] = dividend > 0n ? [floor, ceiling] : [ceiling, floor];
  const toFloor = dividend - floor * divisor;
  const toCeiling = ceiling * divisor - dividend;
  const nearest = toFloor === toCeiling ? null : toFloor < toCeiling ? floor : ceiling;
  const even = floor % 2n === 0n ? floor : ceiling;
  const choices = { 'half-even': nearest ?? even, 'half-up': nearest ?? outer, 'half-down': nearest ?? inner };
  return { ...choices, up: outer, down: inner, ceiling, floor }[rounding];
}

describe('rounding', () => {
  it.each([
    // value in tenths: -25, -15, -5, 5, 15, 25, 14, -16
    ['half-even', [-2, -2, 0, 0, 2, 2, 1, -2]],
    ['half-up', [-3, -2, -1, 1, 2, 3, 1, -2]],
    ['half-down', [-2, -1, 0, 0, 1, 2, 1, -2]],
    ['up', [-3, -2, -1, 1, 2, 3, 2, -2]],
    ['down', [-2, -1, 0, 0, 1, 2, 1, -1]],
    ['ceiling', [-2, -1, 0, 1, 2, 3, 2, -1]],
    ['floor', [-3, -2, -1, 0, 1, 2, 1, -2]],
  ] as const)('%s takes ties and the rest where its name says', (mode, expected) => {
    expect([-25, -15, -5, 5, 15, 25, 14, -16].map((tenths) => quotient(tenths, 10, mode))).toEqual(expected);
  });

  it('agrees with a reference in every mode, for numbers and for integers of any size', () => {
    const safe = fc.maxSafeInteger();
    const divisors = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(safe, divisors, fc.constantFrom(...modes), (dividend, divisor, mode) => {
        const expected = reference(BigInt(dividend), BigInt(divisor), mode);
        expect(BigInt(quotient(dividend, divisor, mode))).toBe(expected);
        expect(bigQuotient(BigInt(dividend), BigInt(divisor), mode)).toBe(expected);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('agrees with the reference where ties are frequent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(...modes),
        (a, b, mode) => {
          expect(BigInt(quotient(a, b, mode))).toBe(reference(BigInt(a), BigInt(b), mode));
          expect(bigQuotient(BigInt(a), BigInt(b), mode)).toBe(reference(BigInt(a), BigInt(b), mode));
        },
      ),
      { numRuns: 2 * propertyRuns },
    );
  });

  it.each(modes)('%s gives no negative zero', (mode) => {
    expect(Object.is(quotient(-0, 7, mode), 0)).toBe(true);
    expect(Object.is(quotient(-1, 7, mode), -0)).toBe(false);
  });
});
