import { describe, it, expect } from '@jest/globals';
import { decimal, instant, ratio } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import fc from 'fast-check';
import { explainInstallments } from './explain-installments.js';
import type { InstallmentsLine, InstallmentsLineName } from './explain-installments.js';
import { offersOf } from './offers.js';

const charge = { net: 100000, taxRate: decimal('0.0738') };
const monthly = decimal('0.02');
const product = { cap: 11, minimum: 10000 };
const named = (lines: readonly InstallmentsLine[], name: InstallmentsLineName) =>
  lines.find((line) => line.name === name);
const amountOf = (lines: readonly InstallmentsLine[], name: InstallmentsLineName) => {
  const line = named(lines, name);
  return line !== undefined && 'amount' in line ? line.amount : NaN;
};

describe('the explanation of an offer', () => {
  it('names every amount that leads to it', () => {
    expect(explainInstallments(charge, { ...product, interest: { monthly, freeUpTo: 2 } }, 3)).toEqual([
      { name: 'total-at-once', amount: 107380 },
      { name: 'minimum', amount: 10000 },
      { name: 'cap', text: '11' },
      { name: 'offered-up-to', text: '10' },
      { name: 'count', text: '3' },
      { name: 'interest-rule', text: 'price-table' },
      { name: 'interest-free-up-to', text: '2' },
      { name: 'monthly-rate', text: '2 %' },
      { name: 'price-factor', text: '34.675467… % (132651/382550)' },
      { name: 'interest-share', text: '4.026401… % (15403/382550)' },
      { name: 'net', amount: 100000 },
      { name: 'interest', amount: 4026 },
      { name: 'taxed', amount: 104026 },
      { name: 'tax-rate', text: '7.38 %' },
      { name: 'tax', amount: 7677 },
      { name: 'total', amount: 111703 },
      { name: 'installment-value', amount: 37234 },
      { name: 'installment-interest', amount: 1342 },
      { name: 'installment-tax', amount: 2559 },
      { name: 'left-by-rounding', amount: 1 },
    ]);
  });

  it('shows only the first digits of a fraction that is too long to read', () => {
    const lines = explainInstallments(charge, { cap: 12, minimum: 0, interest: { monthly } }, 12);
    expect(named(lines, 'price-factor')).toEqual({ name: 'price-factor', text: '9.455959… %' });
  });

  it.each([
    ['none', product],
    ['none', { ...product, interest: { monthly: ratio(0, 1) } }],
    ['free', { ...product, interest: { monthly, freeUpTo: 3 } }],
    ['price-table', { ...product, interest: { monthly } }],
  ])('says that the interest of three is by the rule %s', (rule, terms) => {
    const lines = explainInstallments(charge, terms, 3);
    expect(named(lines, 'interest-rule')).toEqual({ name: 'interest-rule', text: rule });
    expect(named(lines, 'monthly-rate') === undefined).toBe(rule !== 'price-table');
    expect(amountOf(lines, 'interest') > 0).toBe(rule === 'price-table');
  });

  it('shows what is taxed where the interest is not', () => {
    const lines = explainInstallments(charge, { ...product, interest: { monthly, taxed: false } }, 3);
    expect(amountOf(lines, 'taxed')).toBe(100000);
    expect(amountOf(lines, 'tax')).toBe(7380);
  });

  it('shows the amounts of the offer, which add up', () => {
    const timing = { executed: instant('2022-11-13T12:00:00Z') };
    const rates = fc.integer({ min: 0, max: 1000 }).map((basis) => ratio(basis, 10_000));
    fc.assert(
      fc.property(
        fc.nat(10_000_000),
        rates,
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        (net, rate, count, taxed) => {
          const its = { net, taxRate: rate };
          const terms = { cap: 12, minimum: 0, interest: { monthly: rate, freeUpTo: 3, taxed } };
          const lines = explainInstallments(its, terms, count);
          const offer = offersOf(its, terms, timing)[count - 1]!;
          for (const name of ['net', 'interest', 'tax', 'total'] as const) {
            expect(amountOf(lines, name)).toBe(offer[name]);
          }
          expect(amountOf(lines, 'installment-value')).toBe(offer.installmentValue);
          expect(amountOf(lines, 'installment-interest')).toBe(offer.installmentInterest);
          expect(amountOf(lines, 'installment-tax')).toBe(offer.installmentTax);
          expect(count * offer.installmentValue + amountOf(lines, 'left-by-rounding')).toBe(offer.total);
        },
      ),
    );
  });

  it.each([0, 11, 1.5])('is refused for %d, which is not offered', (count) => {
    expect(codeOf(() => explainInstallments(charge, product, count))).toBe('INSTALLMENTS-INVALID');
  });
});
