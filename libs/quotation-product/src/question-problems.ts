import { pepQuestions } from '@affinity-engine/questionnaire';
import type { Entry } from '@affinity-engine/questionnaire';
import { codes, derivedOfOffer } from './codes.js';
import { isAlwaysAsked } from './priced-answers.js';
import type { ProductProblem } from './problem.js';
import type { stages } from './product.js';

/** The form a question must have for the rules that read its answer. */
type RequiredQuestion = {
  readonly type: Entry['type'];
  /** Its stage; any stage by default. */
  readonly stage?: (typeof stages)[number];
  /** Whether an answer must always be required. */
  readonly always?: true;
  /** The code it must be checked with, or derived from. */
  readonly refers?: readonly [by: 'checkedWith' | 'from', code: string];
  /** The only values the rules understand. */
  readonly values?: readonly string[];
};

/** The questions a quotation uses. The answer to one of another type could not be read. */
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

/** Every code that rules outside of the questionnaire read. */
const requiredQuestions: ReadonlyMap<string, RequiredQuestion> = new Map([
  ...Object.entries(ofQuotation),
  ...Object.keys(derivedOfOffer).map((code) => [code, ofOffer] as const),
  [pep.code, { type: pep.type, values: pep.choices.map(({ value }) => value) }],
]);

/** Questions that are missing, or do not have the form that the rules need. */
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

/** Problems of an entry of the right type. */
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

/** Questions of variants with a code that is read outside of them: it would be ambiguous which answer counts. */
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
