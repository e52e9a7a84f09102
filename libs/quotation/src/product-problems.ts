import { questionnaireProblems } from '@affinity-engine/questionnaire';
import type { Able, Condition, Entry, PlainQuestion, Scalar } from '@affinity-engine/questionnaire';
import { codes, derivedOfOffer } from './codes.js';
import { priceableProblems } from './priceable-problems.js';
import { answeredBeforePricing, choicesOf, impossible, isAlwaysAsked } from './priced-answers.js';
import type { ProductProblem } from './problem.js';
import { stages, type QuotationProduct } from './product.js';
import { ratingProblems } from './rating-problems.js';

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

const isCheckedWithMethod = (entry: Entry): boolean =>
  entry.type !== 'derived' && entry.checkedWith?.includes(codes.paymentMethod) === true;

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

type Look = { readonly code: string; readonly values: readonly Scalar[] };

/** Every look at an answer in a condition. */
function looksIn(condition: Condition): readonly Look[] {
  if ('all' in condition) return condition.all.flatMap(looksIn);
  if ('any' in condition) return condition.any.flatMap(looksIn);
  if ('not' in condition) return looksIn(condition.not);
  const values = 'in' in condition ? condition.in : 'is' in condition ? [condition.is] : [];
  return [{ code: condition.code, values }];
}
