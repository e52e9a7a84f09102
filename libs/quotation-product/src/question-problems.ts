import { pepQuestions } from '@affinity-engine/questionnaire';
import type { Entry } from '@affinity-engine/questionnaire';
import { codes, derivedOfOffer } from './codes.js';
import { isAlwaysAsked } from './priced-answers.js';
import type { ProductProblem } from './problem.js';
import type { stages } from './product.js';

/** What the rules that read an answer rely on in its question. */
type RequiredQuestion = {
  readonly type: Entry['type'];
  /** Where it comes up; without one, at either stage. */
  readonly stage?: (typeof stages)[number];
  /** Whether it has to be there, and nobody gets by without an answer. */
  readonly always?: true;
  /** What it has to be checked with, or derived from. */
  readonly refers?: readonly [by: 'checkedWith' | 'from', code: string];
  /** The only values that mean something. */
  readonly values?: readonly string[];
};

/** The questions a quotation goes by. One of another type would be asked, answered, and then not understood. */
const ofQuotation: Readonly<Record<(typeof codes)[keyof typeof codes], RequiredQuestion>> = {
  [codes.variants]: { type: 'variants', stage: 'contracting', always: true },
  [codes.paymentMethod]: { type: 'choice', stage: 'proposal', always: true },
  [codes.offer]: { type: 'guid', stage: 'proposal', always: true, refers: ['checkedWith', codes.paymentMethod] },
  [codes.insuredName]: { type: 'text', stage: 'contracting', always: true },
  [codes.identity]: { type: 'text' },
  [codes.state]: { type: 'choice' },
  [codes.start]: { type: 'date' },
  [codes.birthDate]: { type: 'date' },
  [codes.commission]: { type: 'decimal', stage: 'contracting' },
  [codes.loading]: { type: 'decimal', stage: 'contracting' },
  [codes.dueDay]: { type: 'integer', stage: 'proposal' },
};

const ofOffer: RequiredQuestion = { type: 'derived', refers: ['from', codes.offer] };

const [pep] = pepQuestions;

/** Every code that is read by somebody beside the questionnaire. */
const requiredQuestions: ReadonlyMap<string, RequiredQuestion> = new Map([
  ...Object.entries(ofQuotation),
  ...Object.keys(derivedOfOffer).map((code) => [code, ofOffer] as const),
  [pep.code, { type: pep.type, values: pep.choices.map(({ value }) => value) }],
]);

/** Questions that are missing, or are not what the rules that read their answers take them for. */
export const questionProblems = (entries: readonly Entry[]): readonly ProductProblem[] => [
  ...[...requiredQuestions].flatMap(([code, required]) => requiredProblems(entries, code, required)),
  ...variantProblems(entries),
];

function requiredProblems(
  entries: readonly Entry[],
  code: string,
  required: RequiredQuestion,
): readonly ProductProblem[] {
  const { type, stage, always = false } = required;
  const entry = entries.find((each) => each.code === code);
  if (entry === undefined) {
    return always ? [{ path: 'questionnaire.entries', expected: `a question ${code} of type ${type}` }] : [];
  }
  const path = `questionnaire.entries[${entries.indexOf(entry)}]`;
  return [
    ...(entry.type === type ? typedProblems(entry, path, required) : [{ path: `${path}.type`, expected: type }]),
    ...(stage === undefined || entry.stage === stage ? [] : [{ path: `${path}.stage`, expected: stage }]),
    ...(always && !isAlwaysAsked(entry) ? [{ path: `${path}.required`, expected: 'true, and no `applies`' }] : []),
  ];
}

/** What may be wrong with an entry that is of the right type. */
function typedProblems(entry: Entry, path: string, { refers, values }: RequiredQuestion): readonly ProductProblem[] {
  const [by, code] = refers ?? [];
  const choices = values !== undefined && entry.type === 'choice' ? entry.choices : [];
  return [
    ...(by === undefined || code === undefined || referredTo(entry, by).includes(code)
      ? []
      : [{ path: `${path}.${by}`, expected: code }]),
    ...choices.flatMap(({ value }, at) =>
      values?.includes(value) === false
        ? [{ path: `${path}.choices[${at}].value`, expected: `one of ${values.join(', ')}` }]
        : [],
    ),
  ];
}

const referredTo = (entry: Entry, by: 'checkedWith' | 'from'): readonly string[] =>
  (entry as { readonly checkedWith?: readonly string[]; readonly from?: readonly string[] })[by] ?? [];

/** Questions of variants by a code that is read outside of them: one of two answers would count, or none. */
function variantProblems(entries: readonly Entry[]): readonly ProductProblem[] {
  const taken = new Set([...entries.map(({ code }) => code), ...requiredQuestions.keys()]);
  return entries.flatMap((entry, index) => {
    const questions = entry.type === 'variants' ? entry.questions : [];
    return questions.flatMap(({ code }, at) => {
      const path = `questionnaire.entries[${index}].questions[${at}].code`;
      return taken.has(code) ? [{ path, expected: `a code of its own; ${code} is read outside of variants` }] : [];
    });
  });
}
