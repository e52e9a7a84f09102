import { describe, it, expect } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import type { Rest } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { explainSchedule } from './explain-schedule.js';

const executed = instant('2022-11-13T12:00:00Z');
const bill = { total: 179478, interest: 0, tax: 12335, dueDates: Array(11).fill(executed) };

describe('the explanation of a billing schedule', () => {
  it('names every amount that leads to it', () => {
    expect(explainSchedule(bill)).toEqual([
      { name: 'count', text: '11' },
      { name: 'rest', text: 'first' },
      { name: 'value-together', amount: 179478 },
      { name: 'value-quotient', amount: 16316 },
      { name: 'value-quotients', amount: 179476 },
      { name: 'value-difference', amount: 2 },
      { name: 'value-adjusted', text: '1' },
      { name: 'value-first', amount: 16318 },
      { name: 'value-last', amount: 16316 },
      { name: 'interest-together', amount: 0 },
      { name: 'interest-quotient', amount: 0 },
      { name: 'interest-quotients', amount: 0 },
      { name: 'interest-difference', amount: 0 },
      { name: 'interest-adjusted', text: 'none' },
      { name: 'interest-first', amount: 0 },
      { name: 'interest-last', amount: 0 },
      { name: 'tax-together', amount: 12335 },
      { name: 'tax-quotient', amount: 1121 },
      { name: 'tax-quotients', amount: 12331 },
      { name: 'tax-difference', amount: 4 },
      { name: 'tax-adjusted', text: '1' },
      { name: 'tax-first', amount: 1125 },
      { name: 'tax-last', amount: 1121 },
    ]);
  });

  it.each([
    ['first', '1', 1125, 1121],
    ['last', '11', 1121, 1125],
    ['spread', '1, 2, 3, 4', 1122, 1121],
  ] as [Rest, string, number, number][])('shows which one takes the rest: %s', (rest, adjusted, first, last) => {
    const lines = explainSchedule(bill, { rest });
    expect(lines).toContainEqual({ name: 'rest', text: rest });
    expect(lines).toContainEqual({ name: 'tax-adjusted', text: adjusted });
    expect(lines).toContainEqual({ name: 'tax-first', amount: first });
    expect(lines).toContainEqual({ name: 'tax-last', amount: last });
  });

  it('shows the quotient with the requested rounding', () => {
    const two = { ...bill, total: 27265, dueDates: bill.dueDates.slice(0, 2) };
    expect(explainSchedule(two, { rounding: 'half-up' })).toContainEqual({ name: 'value-quotient', amount: 13633 });
    expect(explainSchedule(two)).toContainEqual({ name: 'value-quotient', amount: 13632 });
  });

  it('is refused where the schedule is', () => {
    expect(codeOf(() => explainSchedule({ ...bill, dueDates: [] }))).toBe('INSTALLMENTS-INVALID');
  });
});
