import { describe, it, expect } from '@jest/globals';
import { plainDate } from '@affinity-engine/kernel';
import { explainRefund } from './explain-refund.js';
import type { RefundInput } from './refund.js';

const cover: RefundInput = {
  paid: 185478,
  premium: 167143,
  fees: 6000,
  tax: 12335,
  lifetimeStart: plainDate('2022-01-01'),
  lifetimeEnd: plainDate('2022-12-31'),
  issuedOn: plainDate('2021-12-01'),
  on: plainDate('2022-04-01'),
  reason: 'requested-by-holder',
};

const lineOf = (input: RefundInput, name: string) => explainRefund(input).find((line) => line.name === name);

describe('the explanation of a refund', () => {
  it('names every amount that leads to it', () => {
    expect(explainRefund(cover)).toEqual([
      { name: 'rule', text: 'short-rate' },
      { name: 'term-days', text: '365' },
      { name: 'days-elapsed', text: '90' },
      { name: 'share-kept', text: '40 %' },
      { name: 'premium-kept', amount: 66857 },
      { name: 'fees-kept', amount: 6000 },
      { name: 'tax-kept', amount: 4934 },
      { name: 'kept', amount: 77791 },
      { name: 'paid', amount: 185478 },
      { name: 'tax-paid', amount: 12335 },
      { name: 'tax-refund', amount: 7401 },
      { name: 'refund', amount: 107687 },
    ]);
  });

  it.each([
    ['a share with an end', '2022-04-11', 'requested-by-holder', '44 %'],
    ['a share with digits', '2022-04-06', 'requested-by-holder', '42 %'],
    ['a share without end', '2022-01-02', 'requested-by-holder', '0.866666… % (13/1500)'],
    ['a share of the days', '2022-04-01', 'insurer', '24.657534… % (18/73)'],
    ['all', '2022-04-01', 'claimed', '100 %'],
    ['nothing', '2021-12-24', 'claimed', '0 %'],
  ] as const)('tells %s exactly', (_, on, reason, text) => {
    expect(lineOf({ ...cover, on: plainDate(on), reason }, 'share-kept')).toEqual({ name: 'share-kept', text });
  });

  it('shows no more tax kept than the rounded sum leaves after the fees', () => {
    // kept: 0.01 + half of 0.03 is 0.025, half-even 0.02; the half of the tax alone would be 0.02
    const amounts = { paid: 4, premium: 0, fees: 1, tax: 3 };
    const days = { lifetimeEnd: plainDate('2022-01-02'), on: plainDate('2022-01-02') };
    const halfway: RefundInput = { ...cover, ...amounts, ...days, reason: 'insurer' };
    expect(explainRefund(halfway)).toMatchObject(
      expect.arrayContaining([
        { name: 'premium-kept', amount: 0 },
        { name: 'tax-kept', amount: 1 },
        { name: 'kept', amount: 2 },
      ]),
    );
  });

  it('shows the share of the premium with digits after the point', () => {
    const half = {
      ...cover,
      lifetimeEnd: plainDate('2022-07-19'),
      on: plainDate('2022-01-02'),
      reason: 'insurer',
    } as const;
    expect(lineOf(half, 'share-kept')).toEqual({ name: 'share-kept', text: '0.5 %' });
  });
});
