import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { backOff, defaultBackOff } from './back-off.js';

const seconds = (failures: number, retryAfter: number | null = null) =>
  backOff(failures, defaultBackOff, 0.5, retryAfter) / 1000;

describe('the back-off', () => {
  it('is 5 s, 30 s, 2 min, 5 min, 15 min, 30 min, then hourly', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000].map((failures) => seconds(failures))).toEqual([
      5, 30, 120, 300, 900, 1800, 3600, 3600, 3600, 3600,
    ]);
  });

  it.each([
    ['longer than the step counts', 1, 60, 60],
    ['shorter than the step does not', 3, 60, 120],
    ['of a day is cut to the longest step', 1, 86_400, 3600],
    ['in the past is none', 1, 0, 5],
    ['with a fraction is kept to the millisecond', 1, 7.0004, 7],
  ])('Retry-After %s', (_, failures, retryAfter, waits) => {
    expect(seconds(failures, retryAfter)).toBe(waits);
  });

  it('is spread by a fifth either way, and never below nor above that', () => {
    expect([0, 0.25, 0.5, 0.75].map((chance) => backOff(1, [100], chance))).toEqual([80_000, 90_000, 100_000, 110_000]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
        (failures, chance, retryAfter) => {
          const step = defaultBackOff[Math.min(failures, defaultBackOff.length) - 1] ?? 0;
          const waits = backOff(failures, defaultBackOff, chance, retryAfter);
          expect(Number.isInteger(waits)).toBe(true);
          expect(waits).toBeGreaterThanOrEqual(Math.max(800 * step, 1000 * Math.min(retryAfter ?? 0, 3600) - 1));
          expect(waits).toBeLessThanOrEqual(Math.max(1200 * step, 1000 * Math.min(retryAfter ?? 0, 3600) + 1));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
