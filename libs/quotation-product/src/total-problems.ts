import { compareRatios, decimal, multiply, ratio, add, type Ratio } from '@affinity-engine/kernel';
import { priceable } from '@affinity-engine/premium';
import { mostItems, type Entry, type PlainQuestion } from '@affinity-engine/questionnaire';
import { codes } from './codes.js';
import { variantQuestions } from './priced-answers.js';
import type { ProductProblem } from './problem.js';
import type { QuotationProduct } from './product.js';

type Priced = Pick<QuotationProduct, 'questionnaire' | 'rating' | 'paymentMethods'>;

/**
 * The highest total of a quotation, in minor units, before its parts are rounded: fifteen digits, which every JSON
 * reader keeps. Safe integers reach nine times as far, so that no step of the calculation leaves them.
 */
export const mostTotal = 999_999_999_999_999;

const one = ratio(1, 1);

/** The highest tax, all of the net. Not today's rate: a product version is pinned, and rates change. */
const mostTax = one;

/**
 * The row whose price could leave the safe integers if the largest factors came together. No customer may ever choose
 * them; the product must stay below all the same.
 *
 * ```
 * largest total = largest net × largest factors × (1 + loading) × (1 + interest) × (1 + tax)
 * ```
 */
export function totalProblems({ questionnaire, rating, paymentMethods }: Priced): readonly ProductProblem[] {
  const { entries } = questionnaire;
  const largest = Math.max(0, ...rating.rows.map(({ net }) => net));
  const multipliers = [
    ...largestFactors(entries, rating.factors),
    add(one, largestLoading(entries)),
    add(one, largestInterest(paymentMethods)),
    add(one, mostTax),
  ];
  if (!isBeyond(mostTotal, largest, multipliers)) return [];
  const path = `rating.rows[${rating.rows.findIndex(({ net }) => net === largest)}].net`;
  const expected = `an amount that with the largest factors, loading, interest and tax comes to ${mostTotal} at most`;
  return [{ path, expected }];
}

/**
 * Whether a net times these multipliers exceeds a total. The ratios are not reduced: with many factors that takes too
 * long.
 */
function isBeyond(total: number, net: number, multipliers: readonly Ratio[]): boolean {
  const multiplied = multipliers.reduce((so, { numerator }) => so * numerator, BigInt(net));
  return multiplied > multipliers.reduce((so, { denominator }) => so * denominator, BigInt(total));
}

/**
 * The factors that together increase a net most: the largest of each code, and of a list as many of the largest as it
 * may have items. None is below 1, since an answer may have no factor.
 */
function largestFactors(entries: readonly Entry[], factors: QuotationProduct['rating']['factors']): readonly Ratio[] {
  const questions = [...entries, ...variantQuestions(entries)];
  return [...new Set(factors.map(({ code }) => code))].flatMap((code) =>
    factors
      .flatMap((each) => (each.code === code ? each.of : []))
      .map(({ factor }) => decimal(factor))
      .filter((factor) => compareRatios(factor, one) > 0)
      .sort((first, second) => compareRatios(second, first))
      .slice(0, itemsOf(questions.find((each) => each.code === code))),
  );
}

const itemsOf = (question: Entry | PlainQuestion | undefined): number =>
  question?.type === 'list' ? (question.maxItems ?? mostItems) : 1;

/** As a share of the net; 0 if the product asks for no loading. */
function largestLoading(entries: readonly Entry[]): Ratio {
  const question = entries.find(({ code }) => code === codes.loading);
  if (question === undefined) return ratio(0, 1);
  const max = question.type === 'decimal' ? question.max : undefined;
  return multiply(decimal(max ?? String(priceable.loading.most)), ratio(1, 100));
}

/** As a share of the amount lent: by the Price table at most a month's interest on all of it per installment. */
const largestInterest = (methods: QuotationProduct['paymentMethods']): Ratio =>
  methods
    .flatMap(({ cap, interest }) =>
      interest === undefined || cap <= (interest.freeUpTo ?? 1)
        ? []
        : multiply(decimal(interest.monthly), ratio(cap, 1)),
    )
    .reduce((most, each) => (compareRatios(each, most) > 0 ? each : most), ratio(0, 1));
