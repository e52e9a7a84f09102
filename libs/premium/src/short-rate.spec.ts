import { describe, it, expect } from '@jest/globals';
import { compareRatios, ratio } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import fc from 'fast-check';
import { shortRateShare, shortRateTable } from './short-rate.js';
import type { Interpolation } from './short-rate.js';

const conventions: readonly Interpolation[] = ['linear', 'next-higher', 'next-lower'];

/** The published table, day → percent, again. */
const published =
  '15→13, 30→20, 45→27, 60→30, 75→37, 90→40, 105→46, 120→50, 135→56, 150→60, 165→66, 180→70, 195→73, 210→75, ' +
  '225→78, 240→80, 255→83, 270→85, 285→88, 300→90, 315→93, 330→95, 345→98, 365→100';
const nodes = published.split(', ').map((node) => node.split('→').map(Number) as [number, number]);

describe('the short-rate share', () => {
  it('knows the 24 days of the market table', () => {
    expect(shortRateTable.map(({ day, percent }) => [day, percent])).toEqual(nodes);
    expect(nodes).toHaveLength(24);
  });

  it.each(nodes)('after %d of 365 days is %d %%, with any interpolation', (day, percent) => {
    for (const convention of conventions) expect(shortRateShare(day, 365, convention)).toEqual(ratio(percent, 100));
  });

  it.each([
    // share = p₀ + (p₁ − p₀) × (d − d₀) / (d₁ − d₀), from 0 % on day 0
    [0, 365, ratio(0, 1), 0, 0],
    [1, 365, ratio(13, 1500), 13, 0],
    [14, 365, ratio(13 * 14, 1500), 13, 0],
    [16, 365, ratio(13 * 15 + 7, 1500), 20, 13],
    [100, 365, ratio(40 * 15 + 6 * 10, 1500), 46, 40],
    [346, 365, ratio(98 * 20 + 2, 2000), 100, 98],
    [364, 365, ratio(98 * 20 + 2 * 19, 2000), 100, 98],
    // a term of 730 days: day 72 is day 36 of the table's year, day 73 lies between days 36 and 37
    [72, 730, ratio(20 * 15 + 7 * 6, 1500), 27, 20],
    [73, 730, ratio(20 * 30 + 7 * 13, 3000), 27, 20],
    [60, 730, ratio(20, 100), 20, 20],
    [1, 2, ratio(70 * 30 + 3 * 5, 3000), 73, 70],
  ] as [number, number, ReturnType<typeof ratio>, number, number][])(
    'after %d of %d days lies between two days of the table',
    (day, term, linear, higher, lower) => {
      expect(shortRateShare(day, term)).toEqual(linear);
      expect(shortRateShare(day, term, 'linear')).toEqual(linear);
      expect(shortRateShare(day, term, 'next-higher')).toEqual(ratio(higher, 100));
      expect(shortRateShare(day, term, 'next-lower')).toEqual(ratio(lower, 100));
    },
  );

  it.each(conventions)(
    'by %s never falls from one day to the next, and goes from nothing to everything',
    (convention) => {
      for (const term of [1, 2, 30, 180, 365, 366, 1096]) {
        let before = ratio(0, 1);
        for (let day = 0; day <= term; day += 1) {
          const share = shortRateShare(day, term, convention);
          if (compareRatios(share, before) < 0) throw new Error(`falls on day ${day} of ${term}`);
          before = share;
        }
        expect(shortRateShare(0, term, convention)).toEqual(ratio(0, 1));
        expect(before).toEqual(ratio(1, 1));
      }
    },
  );

  it('by linear lies between the other two, and is the same part of any term', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 9 }),
        (day, term, times) => {
          const [linear, higher, lower] = conventions.map((convention) => shortRateShare(day, term, convention));
          expect(compareRatios(lower!, linear!)).toBeLessThanOrEqual(0);
          expect(compareRatios(linear!, higher!)).toBeLessThanOrEqual(0);
          expect(shortRateShare(day * times, term * times)).toEqual(linear);
        },
      ),
    );
  });

  it('stays within nothing and everything outside the term', () => {
    expect(shortRateShare(-1, 365)).toEqual(ratio(0, 1));
    expect(shortRateShare(366, 365)).toEqual(ratio(1, 1));
  });

  it.each([[0], [-365], [1.5], [NaN]])('of %d days is refused', (term) => {
    expect(codeOf(() => shortRateShare(1, term))).toBe('TERM-INVALID');
    expect(codeOf(() => shortRateShare(0, term))).toBe('TERM-INVALID');
  });

  it.each(conventions)('by %s after half a day is refused', (convention) => {
    expect(codeOf(() => shortRateShare(1.5, 365, convention))).toBe('RATE-INVALID');
    expect(codeOf(() => shortRateShare(NaN, 365, convention))).toBe('RATE-INVALID');
  });
});
