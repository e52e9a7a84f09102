import { describe, it, expect } from '@jest/globals';
import { decimal } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { priceOf } from './price.js';
import type { Charge } from './price.js';

const iof = decimal('0.0738');
const charge = (more: Partial<Charge> = {}): Charge => ({ net: 167143, taxRate: iof, ...more });

describe('the price of a quotation', () => {
  it('is that of the published sample: tax 123.351534 and commission 334.286, each rounded once', () => {
    expect(priceOf(charge())).toEqual({ net: 167143, interest: 0, tax: 12335, total: 179478, commission: 33429 });
  });

  it.each([
    // net = round(rated net × (100 + loading) / 100), tax and commission of that net
    ['0', 167143, 12335, 33429],
    ['0.00', 167143, 12335, 33429],
    ['10', 183857, 13569, 36771],
    ['12.5', 188036, 13877, 37607],
    ['12.50', 188036, 13877, 37607],
    ['0.01', 167160, 12336, 33432],
    ['500', 1002858, 74011, 200572],
  ])('with a loading of %s %% has it on the net, before tax and commission', (loading, net, tax, commission) => {
    expect(priceOf(charge({ loading }))).toEqual({ net, interest: 0, tax, total: net + tax, commission });
  });

  it.each([
    ['1', 1671],
    ['15.75', 26325],
    ['20', 33429],
    ['30', 50143],
    ['30.00', 50143],
  ])('holds a commission of %s %% of the net, tax excluded', (commission, amount) => {
    expect(priceOf(charge({ commission })).commission).toBe(amount);
    expect(priceOf(charge({ commission })).total).toBe(179478);
  });

  it.each([
    // 12.5 of 50 at 25 %, a tie, and 62.5 of 50 with a loading of 25 %
    ['half-even', { net: 62, tax: 16 }],
    ['half-up', { net: 63, tax: 16 }],
    ['half-down', { net: 62, tax: 15 }],
    ['up', { net: 63, tax: 16 }],
    ['floor', { net: 62, tax: 15 }],
  ] as const)('rounds %s if asked to', (rounding, parts) => {
    expect(priceOf({ net: 50, taxRate: decimal('0.25'), loading: '25', rounding })).toMatchObject(parts);
  });

  it('is nothing for nothing', () => {
    expect(priceOf(charge({ net: 0 }))).toEqual({ net: 0, interest: 0, tax: 0, total: 0, commission: 0 });
  });

  it.each([
    ...['-1', '-0.01', '500.01', '501', '1000', '12.345', '1e2', '07', '.5', '5.', '', ' 5', '5 %', 'NaN', '5\n'].map(
      (loading) => ['LOADING-INVALID', { loading }] as const,
    ),
    ...['0', '0.99', '30.01', '31', '100', '-5', '12.345', '2e1', ''].map(
      (commission) => ['COMMISSION-INVALID', { commission }] as const,
    ),
    ['AMOUNT-NEGATIVE', { net: -1 }],
    ['AMOUNT-INVALID', { net: 0.5 }],
    ['AMOUNT-INVALID', { net: Number.MAX_SAFE_INTEGER }],
    ['AMOUNT-INVALID', { net: Number.MAX_SAFE_INTEGER, loading: '1' }],
  ] as const)('is refused with %s for %p', (code, more) => {
    expect(codeOf(() => priceOf(charge(more)))).toBe(code);
  });
});
