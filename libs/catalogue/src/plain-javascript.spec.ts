import { describe, expect, it } from '@jest/globals';
import { plainDate } from '@affinity-engine/kernel';
import { insurerOf, planOf, productOf } from './choose.js';
import { checkLifetime, daysCovered, lastDayOf, lifetimeProblems } from './lifetime.js';
import { aCatalogue, aPlan, aProduct } from './testing/index.js';

/** A value as plain JavaScript may pass it, without the compiler's checks. */
const plain = (given: unknown): never => given as never;

const catalogue = aCatalogue();
const product = aProduct({ id: 'life', plans: [aPlan({ id: 'essential' })] });
const { lifetimeDays: _, ...open } = aPlan({ id: 'open' });
const fixed = aPlan({ id: 'fixed', lifetimeDays: 365 });
const [start, end] = [plainDate('2026-01-01'), plainDate('2026-12-31')];
const noDay = plain('2026-13-31');

describe('what only plain JavaScript can pass', () => {
  it.each<[string, () => unknown, string, RegExp]>([
    [
      'no product',
      () => productOf(catalogue, plain(undefined)),
      'PRODUCT-UNKNOWN',
      /^There is no product with an id that is no text but undefined\.$/,
    ],
    [
      'an insurer’s number',
      () => insurerOf(catalogue, plain(7)),
      'INSURER-UNKNOWN',
      /^There is no insurer with an id that is no text but number\.$/,
    ],
    [
      'null for a plan',
      () => planOf(product, plain(null)),
      'PLAN-UNKNOWN',
      /^Product "life" has no plan with an id that is no text but null; its plans: essential\.$/,
    ],
    ['a first day', () => daysCovered(noDay, end), 'DATE-INVALID', /^start: expected a day .*"2026-13-31"\.$/],
    ['a last day', () => daysCovered(start, noDay), 'DATE-INVALID', /^end: expected a day/],
    ['a first day of a plan', () => lastDayOf(fixed, noDay), 'DATE-INVALID', /^start: /],
    ['a first day of an open plan', () => lastDayOf(open, plain(new Date(0))), 'DATE-INVALID', /^start: /],
    ['a period to be looked at', () => lifetimeProblems(open, start, noDay), 'DATE-INVALID', /^end: /],
    ['a period to be checked', () => checkLifetime(fixed, noDay, end), 'DATE-INVALID', /^start: /],
    [
      'null for a lifetime',
      () => lastDayOf({ ...fixed, lifetimeDays: plain(null) }, start),
      'OPTION-INVALID',
      /^lifetimeDays: expected a whole number of days, at least one; it is null\.$/,
    ],
    [
      'a lifetime as a text',
      () => lastDayOf({ ...fixed, lifetimeDays: plain('365') }, start),
      'OPTION-INVALID',
      /"365"/,
    ],
    ['a lifetime of nothing', () => checkLifetime({ ...fixed, lifetimeDays: 0 }, start, end), 'OPTION-INVALID', /is 0/],
  ])('is refused with its name: %s', (_name, act, code, message) => {
    expect(act).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});
