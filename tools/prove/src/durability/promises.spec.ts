import { describe, expect, it } from '@jest/globals';
import { orderProblems } from './promises.js';

const arrivals = (...each: readonly (readonly [sequence: number, conduct: '200' | '500', inFlight?: number])[]) =>
  each.map(([sequence, conduct, inFlight = 1]) => ({ sequence, conduct, inFlight, signed: true }));

describe('the order of arrivals', () => {
  it('is kept where events come again, after a failure or a takeover', () => {
    expect(orderProblems(arrivals([1, '500'], [1, '200'], [2, '200'], [1, '200'], [2, '200'], [3, '200']), 3)).toEqual(
      [],
    );
  });

  it.each([
    ['one is missing', arrivals([1, '200'], [3, '200']), 3, '3 came before 2 was delivered'],
    ['one was not answered with 200', arrivals([1, '500'], [2, '200']), 2, '2 came before 1 was delivered'],
    ['two are under way', arrivals([1, '200'], [2, '200', 2]), 2, '2 came while another was under way'],
    ['the last one did not come', arrivals([1, '200']), 2, '1 of 2 events arrived'],
    [
      'a signature is wrong',
      [{ sequence: 1, conduct: '200' as const, inFlight: 1, signed: false }],
      1,
      '1 is not signed rightly',
    ],
  ])('is broken where %s', (_, arrived, count, problem) => {
    expect(orderProblems(arrived, count)).toContain(problem);
  });
});
