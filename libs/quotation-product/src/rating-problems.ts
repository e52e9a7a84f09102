import { decimal } from '@affinity-engine/kernel';
import type { Entry, Scalar } from '@affinity-engine/questionnaire';
import { codes } from './codes.js';
import { answeredBeforePricing, choicesOf, impossible, isAlwaysAsked, variantQuestions } from './priced-answers.js';
import type { ProductProblem } from './problem.js';
import type { QuotationProduct } from './product.js';

type Rated = Pick<QuotationProduct, 'questionnaire' | 'rating'>;

/** The highest number of variants, and of rows in the table. */
const mostVariants = 10_000;

/** Problems of the rating: its table and its factors. */
export function ratingProblems({ questionnaire, rating }: Rated): readonly ProductProblem[] {
  const questions = variantQuestions(questionnaire.entries);
  const choices = rating.by.map((code) => {
    const question = questions.find((each) => each.code === code);
    const fit = question !== undefined && question.type !== 'list' && isAlwaysAsked(question);
    return fit ? choicesOf(question) : [];
  });
  const doubled = rating.by.findIndex((code, at) => rating.by.indexOf(code) !== at);
  if (doubled >= 0) return [{ path: `rating.by[${doubled}]`, expected: 'each question once' }];
  const unknown = choices.findIndex((each) => each.length === 0);
  if (unknown >= 0) {
    const expected = `a question of ${codes.variants} with choices, one of which is always chosen`;
    return [{ path: `rating.by[${unknown}]`, expected }];
  }
  // Checked before any is made: the choices of five questions can exceed the memory.
  if (choices.reduce((count, values) => count * values.length, 1) > mostVariants) {
    return [{ path: 'rating.by', expected: `questions whose choices make ${mostVariants} variants at most` }];
  }
  return [
    ...tableProblems(rating, choices),
    ...factorProblems(questionnaire.entries, rating.factors),
    ...doubledFactors(rating.factors),
  ];
}

/** Rows for impossible or doubled variants, and variants without a row. */
function tableProblems(
  { by, rows }: QuotationProduct['rating'],
  choices: readonly (readonly Scalar[])[],
): readonly ProductProblem[] {
  const all = choices.reduce<readonly (readonly Scalar[])[]>(
    (variants, values) => variants.flatMap((variant) => values.map((value) => [...variant, value])),
    [[]],
  );
  const missing = new Map(all.map((values) => [JSON.stringify(values), values]));
  const known = new Set(missing.keys());
  const wrong = rows.flatMap((row, at) => {
    const key = JSON.stringify(row.for);
    if (missing.delete(key)) return [];
    const expected = known.has(key) ? 'choices no row before has' : `one choice of each of ${by.join(', ')}`;
    return [{ path: `rating.rows[${at}].for`, expected }];
  });
  const without = [...missing.values()];
  return [...wrong, ...without.map((values) => ({ path: 'rating.rows', expected: `a row for ${values.join(', ')}` }))];
}

/** Two factors for the same answer: both would be applied. */
function doubledFactors(factors: QuotationProduct['rating']['factors']): readonly ProductProblem[] {
  const seen = new Set<string>();
  return factors.flatMap(({ code, of }, at) =>
    of.flatMap(({ is }, each) => {
      const size = seen.size;
      if (seen.add(JSON.stringify([code, is])).size > size) return [];
      return [
        { path: `rating.factors[${at}].of[${each}].is`, expected: `an answer to ${code} no factor before is for` },
      ];
    }),
  );
}

function factorProblems(
  entries: readonly Entry[],
  factors: QuotationProduct['rating']['factors'],
): readonly ProductProblem[] {
  const known = answeredBeforePricing(entries);
  return factors.flatMap(({ code, of }, at) => [
    ...(known.includes(code) ? [] : [{ path: `rating.factors[${at}].code`, expected: `one of ${known.join(', ')}` }]),
    ...of.flatMap(({ is, factor }, each) => [
      ...(decimal(factor).numerator >= 0n
        ? []
        : [{ path: `rating.factors[${at}].of[${each}].factor`, expected: 'a factor that is not negative' }]),
      ...impossible(entries, code, is).map((expected) => ({ path: `rating.factors[${at}].of[${each}].is`, expected })),
    ]),
  ]);
}
