import { describe, it, expect } from '@jest/globals';
import { decimal, instant, ratio } from '@affinity-engine/kernel';
import type { Ratio } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { offersOf } from './offers.js';
import type { PaymentTerms } from './offers.js';
import type { Charge } from './price.js';

const timing = { executed: instant('2022-11-13T12:00:00Z') };
const untaxed = ratio(0, 1);
const iof = decimal('0.0738');
const product: PaymentTerms = { cap: 11, minimum: 10000 };
const offer = (charge: Charge, terms: PaymentTerms, count: number) => offersOf(charge, terms, timing)[count - 1];
const countsOf = (net: number, terms: PaymentTerms, taxRate: Ratio = untaxed) =>
  offersOf({ net, taxRate }, terms, timing).map(({ count }) => count);

describe('how many installments are offered', () => {
  it.each([
    // 1 … min(cap, floor(total / minimum)), at least 1
    ['the cap', 179478, product, 11],
    ['the cap, of a large total', 10_000_000, product, 11],
    ['what the minimum allows', 89999, product, 8],
    ['exactly the minimum each', 90000, product, 9],
    ['one, below the minimum', 9999, product, 1],
    ['one, of nothing', 0, product, 1],
    ['the cap, without minimum', 5, { cap: 12, minimum: 0 }, 12],
    ['the cap, of nothing without minimum', 0, { cap: 12, minimum: 0 }, 12],
    ['one, with a cap of one', 179478, { cap: 1, minimum: 0 }, 1],
  ])('is %s', (_, net, terms, most) => {
    expect(countsOf(net, terms)).toEqual(Array.from({ length: most }, (__, at) => at + 1));
  });

  it('goes by the total with its tax, not by the net', () => {
    expect(countsOf(99000, { cap: 12, minimum: 10000 }, iof)).toHaveLength(10);
    expect(countsOf(99000, { cap: 12, minimum: 10000 })).toHaveLength(9);
  });
});

describe('an installment', () => {
  it.each([
    // ties where half-even and half-up differ: 136.325, 293.885, 15.145, 21.605
    [27265, 2, 13632, 13633],
    [117554, 4, 29388, 29389],
    [3029, 2, 1514, 1515],
    [8642, 4, 2160, 2161],
    // ties in which both agree: 448.695, 61.675, 12.335
    [179478, 4, 44870, 44870],
    [12335, 2, 6168, 6168],
    [12335, 10, 1234, 1234],
  ])('of %d in %d is %d half-even, %d half-up', (net, count, even, up) => {
    const terms = { cap: 12, minimum: 0 };
    expect(offer({ net, taxRate: untaxed }, terms, count)?.installmentValue).toBe(even);
    expect(offer({ net, taxRate: untaxed, rounding: 'half-up' }, terms, count)?.installmentValue).toBe(up);
  });

  it.each([
    // net and the tax of 7.38 % on it: 30.289734 and 86.4198
    [41043, 3029, 2, 1514],
    [117100, 8642, 4, 2160],
  ])('of a net of %d has a tax divided from the rounded %d: in %d it is %d', (net, tax, count, installmentTax) => {
    expect(offer({ net, taxRate: iof }, product, count)).toMatchObject({ tax, installmentTax });
  });

  it('carries the loading and the commission of the price', () => {
    const charge = { net: 167143, taxRate: iof, loading: '12.50', commission: '15' };
    // 1880.36 × 7.38 % = 138.770568, × 15 % = 282.054; 2019.13 / 3 = 673.0433…
    expect(offer(charge, product, 3)).toMatchObject({
      net: 188036,
      tax: 13877,
      commission: 28205,
      total: 201913,
      installmentValue: 67304,
      installmentTax: 4626,
    });
  });
});

describe('interest by the Price table', () => {
  const charge = { net: 100000, taxRate: iof };
  const two = decimal('0.02');
  const with2 = (more = {}): PaymentTerms => ({ cap: 12, minimum: 0, interest: { monthly: two, ...more } });

  it.each([
    // factor = 0.02 / (1 − 1.02^−n); interest = 100000 × (n × factor − 1)
    [2, 3010], // 2 × 0.5150495049… = 1.0300990…
    [3, 4026], // 3 × 0.3467546725… = 1.0402640…
    [6, 7115], // 6 × 0.1785258123… = 1.0711548…
    [12, 13472], // 12 × 0.0945595966… = 1.1347151…
  ])('at 2 %% a month in %d makes %d on 100000', (count, interest) => {
    const tax = Math.round((100000 + interest) * 0.0738);
    expect(offer(charge, with2(), count)).toMatchObject({
      net: 100000,
      interest,
      tax,
      total: 100000 + interest + tax,
      commission: 20000,
    });
  });

  it('is paid in constant installments: the last one ends the debt, which grows 2 % a month', () => {
    const of = offer({ net: 100_000_000, taxRate: untaxed }, with2(), 12)!;
    let debt = of.net;
    for (let month = 1; month <= 12; month += 1) debt = debt * 1.02 - of.installmentValue;
    expect(Math.abs(debt)).toBeLessThan(12);
  });

  it('makes installments of the net and its tax alike, within their rounding', () => {
    const of = offer({ net: 100_000_000, taxRate: iof }, with2(), 12)!;
    const installment = (100_000_000 * 1.0738 * 0.02) / (1 - 1.02 ** -12);
    expect(Math.abs(of.installmentValue - installment)).toBeLessThan(1);
  });

  it.each([
    [undefined, 0, 3010, 4026],
    [1, 0, 3010, 4026],
    [2, 0, 0, 4026],
    [0, 2000, 3010, 4026],
  ])('is free up to %p installments: 1, 2 and 3 make %d, %d and %d', (freeUpTo, one, second, third) => {
    const terms = with2(freeUpTo === undefined ? {} : { freeUpTo });
    expect([1, 2, 3].map((count) => offer(charge, terms, count)?.interest)).toEqual([one, second, third]);
  });

  it('leaves an offer within the free count as if there were none', () => {
    const terms = with2({ freeUpTo: 6 });
    expect(offer(charge, terms, 6)).toEqual(offer(charge, { cap: 12, minimum: 0 }, 6));
    expect(offer(charge, terms, 7)?.total).toBeGreaterThan(offer(charge, terms, 6)!.total);
  });

  it('is taxed together with the net, unless that is switched off', () => {
    // (100000 + 13472) × 7.38 % = 8374.2336; 100000 × 7.38 % = 7380
    expect(offer(charge, with2(), 12)).toMatchObject({ tax: 8374, total: 121846, installmentTax: 698 });
    expect(offer(charge, with2({ taxed: true }), 12)).toMatchObject({ tax: 8374, total: 121846 });
    expect(offer(charge, with2({ taxed: false }), 12)).toMatchObject({ tax: 7380, total: 120852, installmentTax: 615 });
  });

  it('is divided as the tax is: 134.72 in 12 is 11.23', () => {
    expect(offer(charge, with2(), 12)).toMatchObject({ installmentValue: 10154, installmentInterest: 1123 });
  });

  it('is none at a rate of 0', () => {
    expect(offer(charge, with2({ monthly: untaxed }), 12)).toEqual(offer(charge, { cap: 12, minimum: 0 }, 12));
  });

  it('may double the debt every month', () => {
    // 2 × 1 / (1 − 2^−2) − 1 = 5/3
    expect(offer(charge, with2({ monthly: ratio(1, 1) }), 2)?.interest).toBe(166667);
  });

  it('does not change how many installments are offered', () => {
    const terms = { cap: 12, minimum: 12000 };
    expect(countsOf(100000, { ...terms, interest: { monthly: two } })).toEqual(countsOf(100000, terms));
  });

  it('is exact where a rate has many digits and installments are many', () => {
    const monthly = decimal('0.019999999999999999999999999999');
    const terms = { cap: 120, minimum: 0, interest: { monthly } };
    // 120 × 0.02 / (1 − 1.02^−120) = 2.64577166…
    expect(offer({ net: 1_000_000, taxRate: untaxed }, terms, 120)?.interest).toBe(1_645_772);
  });
});

describe('offers', () => {
  const charge = { net: 167143, taxRate: iof };
  const monthly = decimal('0.02');
  it.each([
    ['INSTALLMENTS-INVALID', { cap: 0, minimum: 0 }],
    ['INSTALLMENTS-INVALID', { cap: 121, minimum: 0 }],
    ['INSTALLMENTS-INVALID', { cap: 1.5, minimum: 0 }],
    ['INSTALLMENTS-INVALID', { cap: NaN, minimum: 0 }],
    ['AMOUNT-NEGATIVE', { cap: 11, minimum: -1 }],
    ['AMOUNT-INVALID', { cap: 11, minimum: 0.5 }],
    ['INTEREST-INVALID', { ...product, interest: { monthly: decimal('-0.01') } }],
    ['INTEREST-INVALID', { ...product, interest: { monthly: decimal('1.01') } }],
    ['INTEREST-INVALID', { ...product, interest: { monthly, freeUpTo: -1 } }],
    ['INTEREST-INVALID', { ...product, interest: { monthly, freeUpTo: 1.5 } }],
  ])('are refused with %s for %p', (code, terms) => {
    expect(codeOf(() => offersOf(charge, terms, timing))).toBe(code);
  });

  it('are refused for a charge that has no price', () => {
    expect(codeOf(() => offersOf({ ...charge, loading: '501' }, product, timing))).toBe('LOADING-INVALID');
    expect(codeOf(() => offersOf(charge, product, { ...timing, dueDay: 21 }))).toBe('DUE-DAY-INVALID');
  });
});
