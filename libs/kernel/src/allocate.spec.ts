import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from './allocate.js';
import type { Rest } from './allocate.js';
import { divide } from './money.js';
import type { Rounding } from './rounding.js';
import { codeOf } from './testing/index.js';

declare const propertyRuns: number;

const rests: readonly Rest[] = ['first', 'last', 'spread'];
const weights = fc
  .array(fc.oneof(fc.nat(12), fc.maxSafeInteger().map(Math.abs)), { minLength: 1, maxLength: 24 })
  .filter((list) => list.some((weight) => weight > 0));
const sum = (parts: readonly number[]): bigint => parts.reduce((total, part) => total + BigInt(part), 0n);

describe('an amount in parts', () => {
  it.each([
    [100, [1, 1, 1], 'first', [34, 33, 33]],
    [100, [1, 1, 1], 'last', [33, 33, 34]],
    [200, [1, 1, 1], 'first', [66, 67, 67]],
    [200, [1, 1, 1], 'spread', [67, 67, 66]],
    [-100, [1, 1, 1], 'first', [-34, -33, -33]],
    [-200, [1, 1, 1], 'spread', [-67, -67, -66]],
    [100, [0, 1, 2], 'first', [0, 33, 67]],
    [101, [1, 1, 0], 'last', [50, 51, 0]],
    [100, [3, 1], 'first', [75, 25]],
    [0, [1, 1], 'first', [0, 0]],
    [6, Array(10).fill(1), 'first', [6, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    [5, [5, 3, 2, 7], 'spread', [1, 1, 1, 2]],
    [179478, Array(11).fill(1), 'first', [16318, ...Array(10).fill(16316)]],
  ] as [number, number[], Rest, number[]][])('%d by %p, the rest %s, is %p', (amount, by, rest, parts) => {
    expect(allocate(amount, by, rest)).toEqual(parts);
  });

  it('puts the rest on the first part by default', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });

  it('adds up exactly, for any weights', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), weights, fc.constantFrom(...rests), (amount, by, rest) => {
        const parts = allocate(amount, by, rest);
        expect(sum(parts)).toBe(BigInt(amount));
        parts.forEach((part, at) => {
          expect(by[at] === 0 ? part === 0 : part * Math.sign(amount) >= 0).toBe(true);
        });
      }),
      { numRuns: propertyRuns },
    );
  });

  it('keeps every other part at the rounded quotient when one bears the rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 10_000_000 }), fc.integer({ min: 1, max: 12 }), (total, count) => {
        const equal = Array<number>(count).fill(1);
        for (const part of allocate(total, equal, 'first').slice(1)) expect(part).toBe(divide(total, count));
        for (const part of allocate(total, equal, 'last').slice(0, -1)) expect(part).toBe(divide(total, count));
      }),
    );
  });

  it('is never more than one unit off when spread', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), weights, (amount, by) => {
        allocate(amount, by, 'spread').forEach((part, at) => {
          const off = BigInt(part) * sum(by) - BigInt(amount) * BigInt(by[at] ?? 0);
          expect(off < sum(by) && off > -sum(by)).toBe(true);
        });
      }),
    );
  });

  it.each([
    ['half-up', [5, [1, 1]], [2, 3]],
    ['half-even', [5, [1, 1]], [3, 2]],
    ['up', [10, [1, 1, 1]], [2, 4, 4]],
    ['down', [11, [1, 1, 1]], [5, 3, 3]],
    ['up', [11, Array(10).fill(1)], [2, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
  ] as [Rounding, [number, number[]], number[]][])('rounds %s if asked to', (rounding, [amount, by], parts) => {
    expect(allocate(amount, by, 'first', rounding)).toEqual(parts);
  });

  it.each([[[]], [[0, 0]], [[-1, 2]], [[0.5]], [[NaN, 1]]])('by %p is refused', (by) => {
    expect(codeOf(() => allocate(100, by))).toBe('WEIGHTS-INVALID');
  });

  it('is refused for what is no amount', () => {
    expect(codeOf(() => allocate(0.5, [1, 1]))).toBe('AMOUNT-INVALID');
  });
});
