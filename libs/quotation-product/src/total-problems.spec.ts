import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainDate } from '@affinity-engine/kernel';
import { codeOf, settableClock } from '@affinity-engine/kernel/testing';
import { evaluate, type Entry, type Value } from '@affinity-engine/questionnaire';
import { productProblems } from './product-problems.js';
import type { PaymentMethod, QuotationProduct } from './product.js';
import type { Rating } from './rating.js';
import { aQuotationProduct } from './testing/index.js';
import { mostTotal, totalProblems } from './total-problems.js';
import { variantPrices } from './variant-prices.js';

const sample = aQuotationProduct();
const { entries } = sample.questionnaire;

const asking = (code: string, change: object): readonly Entry[] =>
  entries.map((entry) => (entry.code === code ? ({ ...entry, ...change } as Entry) : entry));
const paidWith = (interest: NonNullable<PaymentMethod['interest']>): readonly PaymentMethod[] => [
  { method: 'TICKET', cap: 10, minimum: 0, interest },
];
const factorsOf = (code: string, ...factors: readonly string[]): Rating['factors'][number] => ({
  code,
  of: factors.map((factor, at) => ({ is: at, factor })),
});

type Changes = {
  readonly factors?: Rating['factors'];
  readonly asked?: readonly Entry[];
  readonly methods?: readonly PaymentMethod[];
};

/** The sample with one net, and only the given multipliers. */
const product = (net: number, { factors = [], asked, methods = [] }: Changes = {}): QuotationProduct => ({
  ...sample,
  rating: {
    ...sample.rating,
    rows: [
      { for: [1], net: 0 },
      { for: [2], net },
    ],
    factors,
  },
  questionnaire: { ...sample.questionnaire, entries: asked ?? asking('GRIEVANCE-DISCOUNT', { max: '0' }) },
  paymentMethods: methods,
});

describe('the largest total of a product', () => {
  it.each<[string, Changes, number]>([
    ['has a tax of all of the net', {}, 499_999_999_999_999],
    [
      'has the largest loading that may be answered',
      { asked: asking('GRIEVANCE-DISCOUNT', { max: '50' }) },
      333_333_333_333_333,
    ],
    ['has a loading of 500 % where the sample asks for one', { asked: entries }, 83_333_333_333_333],
    ['has no loading where none is asked for', { asked: [] }, 499_999_999_999_999],
    ['has the largest factor of an answer', { factors: [factorsOf('CLAIMS', '4', '1.25')] }, 124_999_999_999_999],
    [
      'has one factor of an answer, wherever its factors are',
      { factors: [factorsOf('CLAIMS', '4'), factorsOf('CLAIMS', '1.25')] },
      124_999_999_999_999,
    ],
    [
      'has a factor of each answer',
      { factors: [factorsOf('CLAIMS', '4'), factorsOf('RETROACTIVITY', '1.25')] },
      99_999_999_999_999,
    ],
    [
      'has no factor below 1, as another answer may have none',
      { factors: [factorsOf('CLAIMS', '0.5')] },
      499_999_999_999_999,
    ],
    [
      'has as many factors of a list as it may have items',
      {
        factors: [factorsOf('CATEGORIES', '1.25', '4', '2')],
        asked: asking('CATEGORIES', { maxItems: 2 }).filter(({ code }) => code !== 'GRIEVANCE-DISCOUNT'),
      },
      62_499_999_999_999,
    ],
    [
      'has the interest of a month for each installment',
      { methods: paidWith({ monthly: '0.1' }) },
      249_999_999_999_999,
    ],
    [
      'has no interest where every installment is free of it',
      { methods: paidWith({ monthly: '0.1', freeUpTo: 10 }) },
      499_999_999_999_999,
    ],
    [
      'has the interest of the dearest way to pay',
      { methods: [...paidWith({ monthly: '0.1' }), ...paidWith({ monthly: '0' })] },
      249_999_999_999_999,
    ],
  ])('%s', (_, changes, largestNet) => {
    expect(totalProblems(product(largestNet, changes))).toEqual([]);
    expect(totalProblems(product(largestNet + 1, changes))).toEqual([
      {
        path: 'rating.rows[1].net',
        expected: 'an amount that with the largest factors, loading, interest and tax comes to 999999999999999 at most',
      },
    ]);
  });

  it('has fifty factors of a list that names no maximum, as it may have fifty items', () => {
    const list = { code: 'CATEGORIES', type: 'list', text: 'Any', required: false, stage: 'contracting' } as const;
    const answered = (count: number) =>
      evaluate({ stages: ['contracting'], entries: [list] }, [
        { code: 'CATEGORIES', answer: Array.from({ length: count }, (_, at) => `item ${at}`) },
      ]).unevaluated.length;
    expect([answered(50), answered(51)]).toEqual([0, 1]);
    const changes = { factors: [factorsOf('CATEGORIES', ...Array<string>(60).fill('1.5'))], asked: [list] };
    const largestNet = Number((BigInt(mostTotal) * 2n ** 50n) / (2n * 3n ** 50n));
    expect(totalProblems(product(largestNet, changes))).toEqual([]);
    expect(totalProblems(product(largestNet + 1, changes))).toHaveLength(1);
  });

  it('is found soon, with any number of factors', () => {
    const factors = Array.from({ length: 50 }, () => factorsOf('CATEGORIES', ...Array<string>(500).fill('1.000001')));
    expect(
      totalProblems(product(mostTotal, { factors, asked: asking('CATEGORIES', { maxItems: 10_000 }) })),
    ).toHaveLength(1);
  });

  it('is among what is wrong with a product, which else is refused only when it is priced', () => {
    const rows = sample.rating.rows.map((row) => ({ ...row, net: Number.MAX_SAFE_INTEGER }));
    const rich = { ...sample, rating: { ...sample.rating, rows } };
    expect(productProblems(rich).map(({ path }) => path)).toEqual(['rating.rows[0].net']);
    expect(codeOf(() => priced(rich, '0'))).toBe('AMOUNT-INVALID');
  });
});

const clock = settableClock('2022-11-13T12:00:00Z');
const taxes = [{ jurisdiction: 'BR', line: 'general', from: plainDate('2008-01-03'), rate: '1' }];

/** Every total of the answers with the largest factors and the largest tax. */
function priced(of: QuotationProduct, loading: string): readonly number[] {
  const variant = [
    { code: 'LIMIT', answer: 30_000 },
    { code: 'DEDUCTIBLE', answer: 'DEFAULT' },
  ].map((answered) => ({ ...answered, questionText: '', answerText: '' }));
  const values = new Map<string, Value>([
    ['LIMIT-DEDUCTIBLE', [variant]],
    ['GRIEVANCE-DISCOUNT', loading],
    ['CLAIMS', 1],
    ['CATEGORIES', ['SURGERY', 'PEDIATRICS']],
  ]);
  const pricing = { taxes, now: clock.now(), today: clock.today() };
  return variantPrices(of, values, pricing).flatMap(({ paymentOptions }) =>
    paymentOptions.flatMap(({ offers }) => offers.map(({ total }) => total)),
  );
}

/** The largest valid net, by bisection. */
function largestNet(of: (net: number) => QuotationProduct): number {
  let [fits, exceeds] = [0, mostTotal];
  while (exceeds - fits > 1) {
    const between = Math.floor((fits + exceeds) / 2);
    if (totalProblems(of(between)).length === 0) fits = between;
    else exceeds = between;
  }
  return fits;
}

const factor = fc.integer({ min: 0, max: 999 }).map((hundredths) => (hundredths / 100).toFixed(2));
const large = fc.record({
  claims: factor,
  surgery: factor,
  pediatrics: factor,
  loading: fc.integer({ min: 0, max: 500 }).map(String),
  monthly: fc.integer({ min: 0, max: 100 }).map((percent) => (percent / 100).toFixed(2)),
  cap: fc.integer({ min: 1, max: 24 }),
});

/** A net rounded before it is multiplied may exceed the bound by this much. */
const byRounding = 1_000;

it('a product that is in order has a price, and none beyond the limit, for any large factors', () => {
  fc.assert(
    fc.property(large, ({ claims, surgery, pediatrics, loading, monthly, cap }) => {
      const factors = [
        { code: 'CLAIMS', of: [{ is: 1, factor: claims }] },
        {
          code: 'CATEGORIES',
          of: [
            { is: 'SURGERY', factor: surgery },
            { is: 'PEDIATRICS', factor: pediatrics },
          ],
        },
      ];
      const of = (net: number): QuotationProduct => ({
        ...sample,
        rating: { ...sample.rating, rows: [{ for: [30_000, 'DEFAULT'], net }], factors },
        questionnaire: { ...sample.questionnaire, entries: asking('GRIEVANCE-DISCOUNT', { max: loading }) },
        paymentMethods: [{ method: 'TICKET', cap, minimum: 0, interest: { monthly, freeUpTo: 0 } }],
      });
      const totals = priced(of(largestNet(of)), loading);
      expect(totals).toHaveLength(cap);
      expect(Math.max(...totals)).toBeLessThanOrEqual(mostTotal + byRounding);
    }),
  );
});
