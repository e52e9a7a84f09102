import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, plainDate } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { checkLifetime, coverAfter, daysCovered, lastDayOf, lifetimeProblems } from './lifetime.js';
import type { Plan } from './product.js';
import { aPlan } from './testing/index.js';

const free = aPlan({ id: 'free' });
const fixed = (lifetimeDays: number): Plan => aPlan({ id: 'fixed', lifetimeDays });

describe('the period of cover', () => {
  it('counts its first and its last day', () => {
    expect(daysCovered(plainDate('2026-01-01'), plainDate('2026-12-31'))).toBe(365);
    expect(daysCovered(plainDate('2028-01-01'), plainDate('2028-12-31'))).toBe(366);
    expect(daysCovered(plainDate('2026-01-01'), plainDate('2026-01-02'))).toBe(2);
  });

  it.each([
    ['2026-01-01', '2026-01-01'],
    ['2026-01-02', '2026-01-01'],
    ['2026-01-01', '2025-12-31'],
  ])('ends after it starts: from %s to %s is refused', (start, end) => {
    expect(lifetimeProblems(free, plainDate(start), plainDate(end))).toEqual([
      `The last day of cover must be after the first, ${start}; ${end} is not.`,
    ]);
    expect(codeOf(() => checkLifetime(free, plainDate(start), plainDate(end)))).toBe('LIFETIME-INVALID');
  });

  it('is at most a century', () => {
    const start = plainDate('2026-01-01');
    const last = addDays(start, 36_524);
    expect(lifetimeProblems(free, start, last)).toEqual([]);
    expect(lifetimeProblems(free, start, addDays(last, 1))).toEqual([
      `A cover lasts at most 36525 days; from 2026-01-01 to ${addDays(last, 1)} are 36526.`,
    ]);
    expect(codeOf(() => checkLifetime(free, start, plainDate('9999-12-31')))).toBe('LIFETIME-INVALID');
  });

  it('is free where the plan leaves it so', () => {
    expect(lifetimeProblems(free, plainDate('2026-01-01'), plainDate('2026-01-02'))).toEqual([]);
    expect(lastDayOf(free, plainDate('2026-01-01'))).toBeUndefined();
  });

  it('is exactly as long as the plan fixes it', () => {
    const start = plainDate('2026-11-22');
    expect(lastDayOf(fixed(365), start)).toBe('2027-11-21');
    expect(lifetimeProblems(fixed(365), start, plainDate('2027-11-21'))).toEqual([]);
    expect(lifetimeProblems(fixed(365), start, plainDate('2027-11-22'))).toEqual([
      'Plan fixed covers 365 days, the first and the last included: from 2026-11-22 the last day is 2027-11-21, not 2027-11-22 (366 days).',
    ]);
  });

  it('allows exactly one last day under a plan that fixes it', () => {
    const start = plainDate('2026-02-28');
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2000 }), fc.integer({ min: 1, max: 2000 }), (days, later) => {
        const problems = lifetimeProblems(fixed(days), start, addDays(start, later));
        return (problems.length === 0) === (later === days - 1);
      }),
    );
  });
});

describe('the cover that follows another one', () => {
  const cover = (first: string, last: string) => ({ first: plainDate(first), last: plainDate(last) });

  it('is as long where the plan leaves it free: years are followed by years', () => {
    expect(coverAfter(free, cover('2027-01-01', '2027-12-31'))).toEqual(cover('2028-01-01', '2028-12-31'));
    expect(coverAfter(free, cover('2027-01-01', '2027-01-10'))).toEqual(cover('2027-01-11', '2027-01-20'));
  });

  it('is as long as the plan fixes it, not as long as the one before', () => {
    const [year, month] = [cover('2027-01-01', '2027-12-31'), cover('2027-01-01', '2027-01-31')];
    expect(coverAfter(fixed(365), year)).toEqual(cover('2028-01-01', '2028-12-30'));
    expect(coverAfter(fixed(365), month)).toEqual(cover('2027-02-01', '2028-01-31'));
  });

  it('may be of any plan that admits the one before', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.integer({ min: 1, max: 36_524 }), fc.boolean(), (from, more, isFixed) => {
        const first = addDays(plainDate('1900-01-01'), from);
        const plan = isFixed ? fixed(more + 1) : free;
        const next = coverAfter(plan, { first, last: addDays(first, more) });
        return lifetimeProblems(plan, next.first, next.last).length === 0;
      }),
    );
  });

  it.each([
    ['9999-01-01', '9999-12-31'],
    ['9999-01-01', '9999-11-01'],
  ])('lies within the calendar: after %s to %s is none', (first, last) => {
    expect(codeOf(() => coverAfter(free, cover(first, last)))).toBe('LIFETIME-INVALID');
    expect(codeOf(() => coverAfter(fixed(365), cover(first, last)))).toBe('LIFETIME-INVALID');
  });
});
