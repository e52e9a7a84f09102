import { questionnaireProblems } from '@affinity-engine/questionnaire';
import type { SupportedFunctions, Condition, PlainQuestion, Scalar } from '@affinity-engine/questionnaire';
import { codes, derivedOfOffer } from './codes.js';
import { priceableProblems } from './priceable-problems.js';
import { answeredBeforePricing, choicesOf, impossible } from './priced-answers.js';
import type { ProductProblem } from './problem.js';
import { stages, type QuotationProduct } from './product.js';
import { questionProblems } from './question-problems.js';
import { ratingProblems } from './rating-problems.js';
import { totalProblems } from './total-problems.js';

type Draft = Pick<QuotationProduct, 'questionnaire' | 'rating' | 'paymentMethods' | 'underwriting' | 'startWindow'>;

/** The functions a quotation supplies itself. */
const supported: SupportedFunctions = {
  derive: Object.keys(derivedOfOffer),
  accept: [codes.offer, codes.birthDate, codes.start],
};

/**
 * Everything wrong with a quotation product; empty is good. Checked are: its questionnaire; the questions a quotation
 * uses, and their types; bounds, so that every answer can be priced; the rating table, with exactly one premium for
 * each possible variant; factors, at most one for each answer, none negative; no total above `mostTotal`; payment
 * terms for every payment method; underwriting rules, over answers that are asked, each with its own code; a question
 * for the start of cover, if there is a window for it.
 */
export function productProblems(product: Draft): readonly ProductProblem[] {
  const { questionnaire } = product;
  const own = questionnaireProblems(questionnaire, supported).map(({ path, expected }) => ({
    path: `questionnaire.${path}`,
    expected,
  }));
  if (own.length > 0) return own;
  return [
    ...stageProblems(questionnaire.stages),
    ...questionProblems(questionnaire.entries),
    ...priceableProblems(questionnaire.entries),
    ...ratingProblems(product),
    ...totalProblems(product),
    ...paymentProblems(product),
    ...underwritingProblems(product),
    ...doubledRules(product),
    ...startProblems(product),
  ];
}

function startProblems({ questionnaire, startWindow }: Draft): readonly ProductProblem[] {
  const isAsked = questionnaire.entries.some(({ code }) => code === codes.start);
  if (startWindow === undefined || isAsked) return [];
  return [{ path: 'startWindow', expected: `a question ${codes.start}, whose answer it limits` }];
}

const stageProblems = (found: readonly string[]): readonly ProductProblem[] =>
  found.join() === stages.join() ? [] : [{ path: 'questionnaire.stages', expected: stages.join(', ') }];

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

/** Rules with equal codes: their notes could not be distinguished. */
function doubledRules({ underwriting }: Draft): readonly ProductProblem[] {
  const rules = underwriting.map(({ code }) => code);
  return rules.flatMap((code, at) =>
    rules.indexOf(code) === at
      ? []
      : [{ path: `underwriting[${at}].code`, expected: `a code no rule before has; ${code} is there already` }],
  );
}

type Look = { readonly code: string; readonly values: readonly Scalar[] };

/** Every part of a condition that reads an answer. */
function looksIn(condition: Condition): readonly Look[] {
  if ('all' in condition) return condition.all.flatMap(looksIn);
  if ('any' in condition) return condition.any.flatMap(looksIn);
  if ('not' in condition) return looksIn(condition.not);
  const values = 'in' in condition ? condition.in : 'is' in condition ? [condition.is] : [];
  return [{ code: condition.code, values }];
}
