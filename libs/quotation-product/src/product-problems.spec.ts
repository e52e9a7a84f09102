import { describe, expect, it } from '@jest/globals';
import type { Entry } from '@affinity-engine/questionnaire';
import { productProblems } from './product-problems.js';
import type { QuotationProduct } from './product.js';
import type { Rating } from './rating.js';
import { aQuotationProduct } from './testing/index.js';

const product = aQuotationProduct();
const { questionnaire, rating, paymentMethods } = product;
const withEntries = (change: (entry: Entry) => Entry | null): Partial<QuotationProduct> => ({
  questionnaire: {
    ...questionnaire,
    entries: questionnaire.entries.flatMap((entry) => change(entry) ?? []),
  },
});
const withQuestion = (code: string, change: object): Partial<QuotationProduct> =>
  withEntries((entry) => (entry.code === code ? ({ ...entry, ...change } as Entry) : entry));
const withFactors = (...factors: Rating['factors']): Partial<QuotationProduct> => ({ rating: { ...rating, factors } });
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
    ['a rating twice by one question', { rating: { ...rating, by: ['LIMIT', 'LIMIT'] } }, 'rating.by[1]'],
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
    [
      'two factors for one answer',
      withFactors({
        code: 'CLAIMS',
        of: [
          { is: 1, factor: '1.15' },
          { is: 1, factor: '2' },
        ],
      }),
      'rating.factors[0].of[1].is: an answer to CLAIMS no factor before is for',
    ],
    [
      'two factors for one answer, apart from each other',
      withFactors(
        { code: 'CLAIMS', of: [{ is: 1, factor: '1.15' }] },
        { code: 'RETROACTIVITY', of: [{ is: 1, factor: '1.15' }] },
        { code: 'CLAIMS', of: [{ is: 1, factor: '1.15' }] },
      ),
      'rating.factors[2].of[0].is: an answer to CLAIMS no factor before is for',
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
      'an offer of any method',
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
    [
      'two rules of one code',
      { underwriting: product.underwriting.map((rule) => ({ ...rule, code: 'CLAIMS' })) },
      'underwriting[1].code: a code no rule before has; CLAIMS is there already',
    ],
  ])('with %s has a problem with its path', (_, change, listed) => {
    const problems = productProblems({ ...product, ...change });
    expect(problems.map(({ path, expected }) => `${path}: ${expected}`).join('; ')).toContain(listed);
  });

  it('with more variants than any table has rows has a problem, found before they are made', () => {
    const choices = Array.from({ length: 500 }, (_, value) => ({ value, text: String(value) }));
    const by = ['A', 'B', 'C', 'D', 'E'];
    const questions = by.map((code) => ({ code, type: 'integer', text: code, required: true, choices }));
    const problems = productProblems({
      ...product,
      ...withQuestion('LIMIT-DEDUCTIBLE', { questions }),
      rating: { ...rating, by, factors: [] },
      underwriting: [],
    });
    expect(problems).toEqual([{ path: 'rating.by', expected: 'questions whose choices make 10000 variants at most' }]);
  });

  it.each<[string, string, object, string]>([
    ['a due day after the 20th', 'DUE-DAY', { max: 31 }, 'max: a number from 1 to 20'],
    ['a due day of no month', 'DUE-DAY', { min: 0 }, 'min: a number from 1 to 20'],
    ['any due day', 'DUE-DAY', { min: undefined, max: undefined }, 'max: a number from 1 to 20'],
    [
      'a choice of due days after the 20th',
      'DUE-DAY',
      { min: undefined, max: undefined, choices: [10, 25].map((value) => ({ value, text: String(value) })) },
      'choices[1].value: a number from 1 to 20',
    ],
    ['a loading below nothing', 'GRIEVANCE-DISCOUNT', { min: '-50' }, 'min: a number from 0 to 500'],
    ['a loading beyond 500 %', 'GRIEVANCE-DISCOUNT', { max: '500.01' }, 'max: a number from 0 to 500'],
    ['a commission without end', 'BROKERAGE-COMMISSION', { max: undefined }, 'max: a number from 1 to 30'],
    ['a commission below 1 %', 'BROKERAGE-COMMISSION', { min: '0.99' }, 'min: a number from 1 to 30'],
  ])('that lets through %s has a problem, as no price can be made with it', (_, code, change, listed) => {
    const at = questionnaire.entries.findIndex((entry) => entry.code === code);
    const problems = productProblems({ ...product, ...withQuestion(code, change) });
    expect(problems.map(({ path, expected }) => `${path}: ${expected}`)).toContain(
      `questionnaire.entries[${at}].${listed}, which is what a price is made with`,
    );
  });

  it.each<[string, string, object]>([
    ['fewer due days', 'DUE-DAY', { min: 5, max: 10 }],
    ['a choice of due days', 'DUE-DAY', { min: undefined, max: undefined, choices: [{ value: 20, text: '20' }] }],
    ['less of a loading', 'GRIEVANCE-DISCOUNT', { min: '0.5', max: '99.99' }],
    ['one commission', 'BROKERAGE-COMMISSION', { min: '20', max: '20' }],
  ])('may let through %s', (_, code, change) => {
    expect(productProblems({ ...product, ...withQuestion(code, change) })).toEqual([]);
  });

  it('may have a factor for each answer and for each item of a list: they are meant to multiply', () => {
    const of = (...values: readonly (string | number)[]) => values.map((is) => ({ is, factor: '1.1' }));
    const factors = [
      { code: 'CLAIMS', of: of(0, 1, 2) },
      { code: 'RETROACTIVITY', of: of(0, 1) },
      { code: 'CATEGORIES', of: of('SURGERY', 'PEDIATRICS') },
    ];
    expect(productProblems({ ...product, ...withFactors(...factors) })).toEqual([]);
  });
});
