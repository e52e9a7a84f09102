import { describe, it, expect } from '@jest/globals';
import { addDays, dayAfter, daysBetween, plainDate } from '@affinity-engine/kernel';
import type { PlainDate } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import fc from 'fast-check';
import { explainRefund } from './explain-refund.js';
import { refundOf } from './refund.js';
import type { RefundInput, RefundReason } from './refund.js';
import { shortRateTable } from './short-rate.js';

declare const propertyRuns: number;
const few = { numRuns: Math.min(1_000, propertyRuns) };

const reasons: readonly RefundReason[] = ['requested-by-holder', 'default', 'claimed', 'insurer'];
const start = plainDate('2022-01-01');

/** A cover of 365 days from 2022-01-01, issued a month before, all paid: 1100.00 and fees of 60.00, no tax. */
const cover: RefundInput = {
  paid: 116000,
  premium: 110000,
  fees: 6000,
  tax: 0,
  lifetimeStart: start,
  lifetimeEnd: plainDate('2022-12-31'),
  issuedOn: plainDate('2021-12-01'),
  on: addDays(start, 90),
  reason: 'requested-by-holder',
};

/** The same with tax: 1671.43 × 7.38 % = 123.35. */
const taxed: RefundInput = { ...cover, paid: 185478, premium: 167143, tax: 12335 };

describe('the published examples', () => {
  it('gives the holder 660.00 back of 1160.00 on day 90 of 365', () => {
    // 60.00 + 1100.00 × 40 % = 500.00 kept
    expect(refundOf(cover)).toEqual({ rule: 'short-rate', paid: 116000, kept: 50000, refund: 66000, taxRefund: 0 });
  });

  it('gives 828.77 back where the insurer cancels', () => {
    // 60.00 + 1100.00 × 90 / 365 = 331.2328… kept
    expect(refundOf({ ...cover, reason: 'insurer' })).toMatchObject({ rule: 'pro-rata', kept: 33123, refund: 82877 });
  });

  it('keeps 600.00 and gives 200.00 back on day 60 where two parts of five of 2000.00 were paid', () => {
    const parts = { ...cover, premium: 200000, fees: 0, paid: 80000, on: addDays(start, 60) };
    expect(refundOf(parts)).toMatchObject({ rule: 'short-rate', kept: 60000, refund: 20000 });
  });

  it.each(shortRateTable)('keeps the fees and $percent % of the premium on day $day', ({ day, percent }) => {
    for (const interpolation of ['linear', 'next-higher', 'next-lower'] as const) {
      const { kept } = refundOf({ ...cover, on: addDays(start, day), interpolation });
      expect(kept).toBe(6000 + 1100 * percent);
    }
  });
});

describe('the rule', () => {
  const issuedOn = plainDate('2022-01-05');

  it.each([
    ['not-issued', { issuedOn: null }],
    ['not-issued', { issuedOn: null, reason: 'claimed' }],
    ['regret', { issuedOn, on: issuedOn }],
    ['regret', { issuedOn, on: plainDate('2022-01-12') }],
    ['regret', { issuedOn, on: plainDate('2022-01-12'), reason: 'insurer' }],
    ['short-rate', { issuedOn, on: plainDate('2022-01-13') }],
    ['before-start', { on: plainDate('2021-12-31') }],
    ['before-start', { on: plainDate('2021-12-31'), reason: 'claimed' }],
    ['short-rate', { on: start }],
    ['claimed', { reason: 'claimed' }],
    ['pro-rata', { reason: 'insurer' }],
    ['short-rate', { reason: 'default' }],
    ['short-rate', { reason: 'requested-by-holder' }],
  ] as [string, Partial<RefundInput>][])('is %s for %p', (rule, changed) => {
    expect(refundOf({ ...cover, ...changed }).rule).toBe(rule);
  });

  it.each([
    ['before it is issued', { issuedOn: null }],
    ['within seven days of issue', { issuedOn: plainDate('2022-03-25') }],
    ['before the first day of cover', { on: plainDate('2021-12-31') }],
  ])('gives everything back %s, fees and tax included, also where tax is not refunded', (_, changed) => {
    const all = { kept: 0, refund: 185478, taxRefund: 12335 };
    expect(refundOf({ ...taxed, ...changed })).toMatchObject(all);
    expect(refundOf({ ...taxed, ...changed, refundTax: false })).toMatchObject(all);
  });

  it('keeps everything after a claim', () => {
    expect(refundOf({ ...taxed, reason: 'claimed' })).toMatchObject({ kept: 185478, refund: 0, taxRefund: 0 });
  });

  it('keeps the fees on the first day of cover', () => {
    expect(refundOf({ ...cover, on: start })).toMatchObject({ kept: 6000, refund: 110000 });
  });

  it('keeps everything after the last day of cover', () => {
    for (const reason of reasons) {
      expect(refundOf({ ...taxed, reason, on: plainDate('2025-01-01') })).toMatchObject({ kept: 185478, refund: 0 });
    }
  });
});

describe('the tax', () => {
  it('on the premium given back is given back', () => {
    // kept: 60.00 + (1671.43 + 123.35) × 40 % = 777.912; tax back: 123.35 × 60 % = 74.01
    expect(refundOf(taxed)).toMatchObject({ kept: 77791, refund: 107687, taxRefund: 7401 });
  });

  it('is kept whole where it is not refunded', () => {
    // kept: 60.00 + 1671.43 × 40 % + 123.35 = 851.922
    expect(refundOf({ ...taxed, refundTax: false })).toMatchObject({ kept: 85192, refund: 100286, taxRefund: 0 });
  });

  it('is in every installment: of 2000.00 and tax of 147.60 in five parts two are paid, day 60', () => {
    // paid 859.04 with 59.04 of tax; kept 600.00 + 44.28
    const parts = { ...taxed, premium: 200000, fees: 0, tax: 14760, paid: 85904, on: addDays(start, 60) };
    expect(refundOf(parts)).toMatchObject({ kept: 64428, refund: 21476, taxRefund: 1476 });
  });

  it('is never more of the refund than the refund', () => {
    // paid 800.00 of 1600.00 with 50.00 of tax; 27 % kept: 270.00 + 27.00 and fees of 500.00
    const late = { ...taxed, premium: 100000, fees: 50000, tax: 10000, paid: 80000, on: addDays(start, 45) };
    expect(refundOf(late)).toMatchObject({ kept: 79700, refund: 300, taxRefund: 300 });
  });

  it('has no part in an overpayment', () => {
    expect(refundOf({ ...taxed, issuedOn: null, paid: 200000 })).toMatchObject({ refund: 200000, taxRefund: 12335 });
  });

  it('has no part where nothing was charged', () => {
    const free = { ...cover, premium: 0, fees: 0, paid: 0 };
    expect(refundOf(free)).toEqual({ rule: 'short-rate', paid: 0, kept: 0, refund: 0, taxRefund: 0 });
  });
});

describe('a refund', () => {
  it('is rounded once, half-even by default', () => {
    const tie = { ...cover, premium: 1, fees: 0, paid: 1, on: addDays(start, 120) };
    expect(refundOf(tie).kept).toBe(0);
    expect(refundOf({ ...tie, rounding: 'half-up' }).kept).toBe(1);
  });

  it.each([
    ['AMOUNT-INVALID', { paid: 0.5 }],
    ['AMOUNT-INVALID', { premium: Number.MAX_SAFE_INTEGER }],
    ['AMOUNT-NEGATIVE', { paid: -1 }],
    ['AMOUNT-NEGATIVE', { premium: -1 }],
    ['AMOUNT-NEGATIVE', { fees: -1 }],
    ['AMOUNT-NEGATIVE', { tax: -1 }],
    ['TERM-INVALID', { lifetimeEnd: plainDate('2021-12-31') }],
  ])('is refused with %s for %p', (code, changed) => {
    expect(codeOf(() => refundOf({ ...cover, ...changed }))).toBe(code);
  });

  it('of a cover of one day is known', () => {
    expect(refundOf({ ...cover, lifetimeEnd: start, on: start }).kept).toBe(6000);
    expect(refundOf({ ...cover, lifetimeEnd: start, on: dayAfter(start) }).kept).toBe(116000);
  });
});

const days = fc.integer({ min: -60, max: 1200 }).map((offset) => addDays(start, offset));
const inputs: fc.Arbitrary<RefundInput> = fc.record({
  paid: fc.nat(3_000_000),
  premium: fc.nat(2_000_000),
  fees: fc.nat(200_000),
  tax: fc.nat(200_000),
  lifetimeStart: fc.constant(start),
  lifetimeEnd: fc.nat(1100).map((length) => addDays(start, length)),
  issuedOn: fc.option(days),
  on: days,
  reason: fc.constantFrom(...reasons),
  interpolation: fc.constantFrom('linear', 'next-higher', 'next-lower'),
  refundTax: fc.boolean(),
  rounding: fc.constantFrom('half-even', 'half-up', 'half-down', 'up', 'down', 'ceiling', 'floor'),
});

describe('for any cover', () => {
  it('the refund is what was paid and is not kept, never negative, never more than was paid', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { paid, kept, refund, taxRefund } = refundOf(input);
        expect(refund).toBe(Math.max(0, paid - kept));
        expect(kept).toBeGreaterThanOrEqual(0);
        expect(kept).toBeLessThanOrEqual(input.premium + input.fees + input.tax);
        expect(refund).toBeLessThanOrEqual(paid);
        expect(taxRefund).toBeGreaterThanOrEqual(0);
        expect(taxRefund).toBeLessThanOrEqual(Math.min(refund, input.tax));
      }),
      few,
    );
  });

  it('no more is kept on a day than on the day after', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(refundOf(input).kept).toBeLessThanOrEqual(refundOf({ ...input, on: dayAfter(input.on) }).kept);
      }),
      few,
    );
  });

  it('the insurer keeps what the days make of it', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const input: RefundInput = {
          ...given,
          reason: 'insurer',
          issuedOn: '1999-01-01' as PlainDate,
          refundTax: true,
          rounding: 'floor',
        };
        fc.pre(input.on >= start);
        const term = daysBetween(start, input.lifetimeEnd) + 1;
        const day = Math.min(term, daysBetween(start, input.on));
        // fees + (premium + tax) × d / term
        const kept = BigInt(input.fees) + (BigInt(input.premium + input.tax) * BigInt(day)) / BigInt(term);
        expect(BigInt(refundOf(input).kept)).toBe(kept);
      }),
    );
  });

  it('the explanation adds up and ends with the refund', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { rule, kept, refund, taxRefund } = refundOf(input);
        const lines = explainRefund(input);
        const amount = Object.fromEntries(lines.map((line) => [line.name, 'amount' in line ? line.amount : NaN]));
        expect(lines[0]).toEqual({ name: 'rule', text: rule });
        expect(amount['premium-kept']! + amount['fees-kept']! + amount['tax-kept']!).toBe(kept);
        expect(Math.min(amount['premium-kept']!, amount['tax-kept']!, amount['fees-kept']!)).toBeGreaterThanOrEqual(0);
        expect(amount['refund']).toBe(Math.max(0, amount['paid']! - amount['kept']!));
        expect(lines.slice(-2)).toEqual([
          { name: 'tax-refund', amount: taxRefund },
          { name: 'refund', amount: refund },
        ]);
      }),
      few,
    );
  });
});
