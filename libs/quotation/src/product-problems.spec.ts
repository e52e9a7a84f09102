import { describe, expect, it } from '@jest/globals';
import type { Entry } from '@affinity-engine/questionnaire';
import { productProblems } from './product-problems.js';
import type { QuotationProduct } from './product.js';
import { aQuotationProduct } from './testing/index.js';

const product = aQuotationProduct();
const { questionnaire, rating, paymentMethods } = product;
const withEntries = (change: (entry: Entry) => Entry | null): Partial<QuotationProduct> => ({
  questionnaire: {
    ...questionnaire,
    entries: questionnaire.entries.flatMap((entry) => change(entry) ?? []),
  },
});
const [firstRow, ...rows] = rating.rows;
if (firstRow === undefined) throw new Error('expected rating rows');

describe('a quotation product', () => {
  it('of the published sample is in order', () => {
    expect(productProblems(product)).toEqual([]);
  });

  it.each<[string, Partial<QuotationProduct>, string]>([
    [
      'a cycle in its questionnaire',
      withEntries((entry) =>
        entry.code === 'CLAIMS'
          ? { ...entry, required: { code: 'RETROACTIVITY', answered: true } }
          : entry.code === 'RETROACTIVITY'
            ? { ...entry, required: { code: 'CLAIMS', answered: true } }
            : entry,
      ) as Partial<QuotationProduct>,
      'CLAIMS',
    ],
    [
      'a reference to nothing',
      withEntries((entry) =>
        entry.code === 'CLAIMS' ? ({ ...entry, applies: { code: 'X', is: 1 } } as Entry) : entry,
      ),
      'questionnaire.entries',
    ],
    ['no variants', withEntries((entry) => (entry.code === 'LIMIT-DEDUCTIBLE' ? null : entry)), 'LIMIT-DEDUCTIBLE'],
    [
      'other stages',
      { questionnaire: { ...questionnaire, stages: ['contracting', 'proposal', 'claim'] } },
      'questionnaire.stages',
    ],
    ['no premium for a variant', { rating: { ...rating, rows } }, 'a row for 30000, DEFAULT'],
    ['two premiums for one', { rating: { ...rating, rows: [...rating.rows, firstRow] } }, 'rating.rows[28].for'],
    [
      'a premium for what cannot be',
      { rating: { ...rating, rows: [...rating.rows, { for: [1, 'DEFAULT'], net: 1 }] } },
      'rating.rows[28].for',
    ],
    ['a rating by what has no choices', { rating: { ...rating, by: ['NAME'] } }, 'rating.by[0]'],
    [
      'a negative factor',
      { rating: { ...rating, factors: [{ code: 'CLAIMS', of: [{ is: 1, factor: '-1.5' }] }] } },
      'rating.factors[0].of[0].factor',
    ],
    [
      'a factor for nothing that is asked',
      { rating: { ...rating, factors: [{ code: 'X', of: [] }] } },
      'rating.factors[0].code',
    ],
    ['no way to pay by a method', { paymentMethods: paymentMethods.slice(1) }, 'a way to pay by CREDIT-CARD'],
    [
      'a method nobody can choose',
      { paymentMethods: [...paymentMethods, { method: 'CASH', cap: 1, minimum: 0 }] },
      'paymentMethods[2]',
    ],
    [
      'a rule that can never hold',
      { underwriting: [{ code: 'R', text: 'r', decision: 'decline', when: { code: 'CLAIMS', is: '2' } }] },
      'underwriting[0].when: a value CLAIMS can have',
    ],
    [
      'a factor that never counts',
      { rating: { ...rating, factors: [{ code: 'BROKERAGE-COMMISSION', of: [{ is: 20, factor: '2' }] }] } },
      'rating.factors[0].of[0].is',
    ],
    [
      'an offer that need not be chosen',
      withEntries((entry) =>
        entry.code === 'PAYMENT-INSTALLMENT-IDENTIFIER' ? ({ ...entry, required: false } as Entry) : entry,
      ),
      '.required: true',
    ],
    [
      'an offer of whatever method',
      withEntries((entry) => {
        if (entry.code !== 'PAYMENT-INSTALLMENT-IDENTIFIER' || entry.type === 'derived') return entry;
        const { checkedWith: _checked, ...rest } = entry;
        return rest as Entry;
      }),
      '.checkedWith: PAYMENT-METHOD',
    ],
    [
      'a limit that may be left open',
      withEntries((entry) =>
        entry.type === 'variants'
          ? { ...entry, questions: entry.questions.map((question) => ({ ...question, required: false })) }
          : entry,
      ),
      'rating.by[0]',
    ],
    [
      'a rule over answers to come',
      { underwriting: [{ code: 'R', text: 'r', decision: 'refer', when: { not: { code: 'PEP', is: 'NO' } } }] },
      'underwriting[0].when',
    ],
  ])('with %s is faulty, and told where', (_, change, told) => {
    const problems = productProblems({ ...product, ...change });
    expect(problems.map(({ path, expected }) => `${path}: ${expected}`).join('; ')).toContain(told);
  });
});
