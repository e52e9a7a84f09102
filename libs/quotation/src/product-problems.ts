import { decimal } from '@affinity-engine/kernel';
import { isPossible, questionnaireProblems } from '@affinity-engine/questionnaire';
import type { Able, Condition, Entry, PlainQuestion, Question, Scalar } from '@affinity-engine/questionnaire';
import { codes, derivedOfOffer } from './codes.js';
import { priceableProblems } from './priceable-problems.js';
import type { ProductProblem } from './problem.js';
import { stages, type QuotationProduct } from './product.js';

type Draft = Pick<QuotationProduct, 'questionnaire' | 'rating' | 'paymentMethods' | 'underwriting'>;

/** What a quotation derives and checks itself. */
const able: Able = { derive: Object.keys(derivedOfOffer), accept: [codes.offer, codes.birthDate] };

/** The questions a quotation goes by: at which stage they come up, of which type, and whether each is always answered. */
const wanted: readonly (readonly [code: string, stage: string, type: string, always: boolean])[] = [
  [codes.variants, 'contracting', 'variants', true],
  [codes.paymentMethod, 'proposal', 'choice', true],
  [codes.offer, 'proposal', 'guid', true],
  [codes.insuredName, 'contracting', 'text', true],
  [codes.commission, 'contracting', 'decimal', false],
  [codes.loading, 'contracting', 'decimal', false],
  [codes.dueDay, 'proposal', 'integer', false],
];

/**
 * Everything wrong with a quotation product; empty is good: its questionnaire, the questions a quotation goes by, bounds
 * that let through what a price can be made with, a rating table that has exactly one premium for every variant there can
 * be, one factor for each answer at most and none negative, a way to pay for every payment method, and underwriting rules over
 * answers that are asked.
 */
export function productProblems(product: Draft): readonly ProductProblem[] {
  const { questionnaire } = product;
  const own = questionnaireProblems(questionnaire, able).map(({ path, expected }) => ({
    path: `questionnaire.${path}`,
    expected,
  }));
  if (own.length > 0) return own;
  return [
    ...stageProblems(questionnaire.stages),
    ...questionProblems(questionnaire.entries),
    ...priceableProblems(questionnaire.entries),
    ...ratingProblems(product),
    ...paymentProblems(product),
    ...underwritingProblems(product),
  ];
}

const stageProblems = (found: readonly string[]): readonly ProductProblem[] =>
  found.join() === stages.join() ? [] : [{ path: 'questionnaire.stages', expected: stages.join(', ') }];

function questionProblems(entries: readonly Entry[]): readonly ProductProblem[] {
  return wanted.flatMap(([code, stage, type, always]) => {
    const entry = entries.find((each) => each.code === code);
    if (entry === undefined) {
      return always ? [{ path: 'questionnaire.entries', expected: `a question ${code} of type ${type}` }] : [];
    }
    const path = `questionnaire.entries[${entries.indexOf(entry)}]`;
    return [
      ...(entry.type === type ? [] : [{ path: `${path}.type`, expected: type }]),
      ...(entry.stage === stage ? [] : [{ path: `${path}.stage`, expected: stage }]),
      ...(always && !isAlwaysAsked(entry) ? [{ path: `${path}.required`, expected: 'true, and no `applies`' }] : []),
      ...(code === codes.offer && !isCheckedWithMethod(entry)
        ? [{ path: `${path}.checkedWith`, expected: codes.paymentMethod }]
        : []),
    ];
  });
}

/** Whether nobody gets by without an answer. */
const isAlwaysAsked = (entry: Entry | PlainQuestion): boolean =>
  entry.type !== 'derived' && entry.required === true && entry.applies === undefined;

const isCheckedWithMethod = (entry: Entry): boolean =>
  entry.type !== 'derived' && entry.checkedWith?.includes(codes.paymentMethod) === true;

function ratingProblems({ questionnaire, rating }: Draft): readonly ProductProblem[] {
  const questions = variantQuestions(questionnaire.entries);
  const choices = rating.by.map((code) => {
    const question = questions.find((each) => each.code === code);
    const fit = question !== undefined && question.type !== 'list' && isAlwaysAsked(question);
    return fit ? choicesOf(question) : [];
  });
  const unknown = choices.findIndex((each) => each.length === 0);
  if (unknown >= 0) {
    return [
      {
        path: `rating.by[${unknown}]`,
        expected: `a question of ${codes.variants} with choices, one of which is always chosen`,
      },
    ];
  }
  const keyOf = (values: readonly Scalar[]): string => JSON.stringify(values);
  const all = choices.reduce<readonly (readonly Scalar[])[]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
  const rows = rating.rows.map((row) => keyOf(row.for));
  return [
    ...rows.flatMap((key, at) => {
      if (!all.some((values) => keyOf(values) === key))
        return [{ path: `rating.rows[${at}].for`, expected: `one choice of each of ${rating.by.join(', ')}` }];
      return rows.indexOf(key) === at
        ? []
        : [{ path: `rating.rows[${at}].for`, expected: 'choices no row before has' }];
    }),
    ...all
      .filter((values) => !rows.includes(keyOf(values)))
      .map((values) => ({ path: 'rating.rows', expected: `a row for ${values.join(', ')}` })),
    ...factorProblems(questionnaire.entries, rating.factors),
    ...doubledFactors(rating.factors),
  ];
}

/** Two factors for the same answer, which would both count. */
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

function paymentProblems({ questionnaire, paymentMethods }: Draft): readonly ProductProblem[] {
  const question = questionnaire.entries.find(({ code }) => code === codes.paymentMethod);
  const choices = choicesOf(question as PlainQuestion | undefined);
  const methods = paymentMethods.map(({ method }) => method);
  return [
    ...methods.flatMap((method, at) =>
      choices.includes(method) && methods.indexOf(method) === at
        ? []
        : [{ path: `paymentMethods[${at}].method`, expected: `one of ${choices.join(', ')}, each once` }],
    ),
    ...choices
      .filter((choice) => !methods.includes(String(choice)))
      .map((choice) => ({ path: 'paymentMethods', expected: `a way to pay by ${choice}` })),
  ];
}

function underwritingProblems({ questionnaire, underwriting }: Draft): readonly ProductProblem[] {
  const known = answeredBeforePricing(questionnaire.entries);
  return underwriting.flatMap(({ when }, at) =>
    looksIn(when).flatMap(({ code, values }) =>
      known.includes(code)
        ? values
            .flatMap((value) => impossible(questionnaire.entries, code, value))
            .map((expected) => ({ path: `underwriting[${at}].when`, expected }))
        : [{ path: `underwriting[${at}].when`, expected: `a question of contracting, not ${code}` }],
    ),
  );
}

const variantQuestions = (entries: readonly Entry[]): readonly PlainQuestion[] =>
  entries.flatMap((entry) => (entry.type === 'variants' && entry.code === codes.variants ? entry.questions : []));

/** Answers a price may go by: of contracting, and of a variant. */
const answeredBeforePricing = (entries: readonly Entry[]): readonly string[] => [
  ...entries.filter(({ stage, type }) => stage === 'contracting' && type !== 'variants').map(({ code }) => code),
  ...variantQuestions(entries).map(({ code }) => code),
];

const choicesOf = (question: PlainQuestion | undefined): readonly Scalar[] =>
  question !== undefined && 'choices' in question ? (question.choices ?? []).map(({ value }) => value) : [];

/** What an answer is compared with and can never be, as it is kept. */
function impossible(entries: readonly Entry[], code: string, value: Scalar): readonly string[] {
  const question = [...entries, ...variantQuestions(entries)].find((each) => each.code === code);
  if (question === undefined || question.type === 'derived' || isPossible(question as Question, value)) return [];
  return [`a value ${code} can have, as it is kept; ${JSON.stringify(value)} is none`];
}

type Look = { readonly code: string; readonly values: readonly Scalar[] };

/** Every look at an answer in a condition. */
function looksIn(condition: Condition): readonly Look[] {
  if ('all' in condition) return condition.all.flatMap(looksIn);
  if ('any' in condition) return condition.any.flatMap(looksIn);
  if ('not' in condition) return looksIn(condition.not);
  const values = 'in' in condition ? condition.in : 'is' in condition ? [condition.is] : [];
  return [{ code: condition.code, values }];
}
