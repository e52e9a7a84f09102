import type { Answer, AnswerProblem, ItemProblem } from './answer.js';
import type { Evaluation } from './evaluation.js';
import type { ListQuestion, PlainQuestion, VariantsQuestion } from './question.js';
import { readChoice, readText } from './read-text.js';
import { problem, isProblem } from './reading.js';
import type { Reading } from './reading.js';

/** The most items of a list without a maximum of its own. */
export const mostItems = 50;

type Sizes = Pick<ListQuestion, 'minItems' | 'maxItems'>;

/** The result of reading an item; problems of the item itself have the place ''. */
type Item<Of> = { readonly item: Of } | { readonly problems: readonly ItemProblem[] };

/** Reads the items of a list, each by itself; equal items are a problem. Lists all problems. */
function itemsOf<Of>(
  answer: unknown,
  { minItems = 1, maxItems = mostItems }: Sizes,
  read: (item: unknown) => Item<Of>,
): readonly Of[] | AnswerProblem {
  if (!Array.isArray(answer)) return problem('wrong-type');
  if (answer.length < minItems || answer.length > maxItems) return problem('out-of-range');
  const items = Array.from(answer, (item: unknown) => read(item));
  const within = items.flatMap((item, index) => ('problems' in item ? item.problems.map(atItem(index)) : []));
  if (within.length > 0) return { reason: 'items', within };
  const found = items.flatMap((item) => ('item' in item ? [item.item] : []));
  return new Set(found.map((item) => JSON.stringify(item))).size < found.length ? problem('doubled') : found;
}

const atItem =
  (index: number) =>
  ({ at, reason }: ItemProblem): ItemProblem => ({ at: at === '' ? `${index}` : `${index}.${at}`, reason });

/** Reads a list of texts, of the choices if there are any. */
export function readList({ choices, ...sizes }: ListQuestion, answer: unknown): Reading {
  const items = itemsOf(answer, sizes, (item) => {
    const reading = choices === undefined ? readText({}, item) : readChoice({ choices }, item);
    return isProblem(reading) ? { problems: [{ at: '', reason: reading.reason }] } : { item: reading };
  });
  if (isProblem(items)) return items;
  return { value: items.map(({ value }) => String(value)), text: items.map(({ text }) => String(text)) };
}

/** Evaluates the answers to the questions of a variant. */
export type EvaluateVariant = (questions: readonly PlainQuestion[], answers: readonly Answer[]) => Evaluation;

/** Reads a list of variants, each a list of answers to the same questions. */
export function readVariants(question: VariantsQuestion, answer: unknown, evaluate: EvaluateVariant): Reading {
  const items = itemsOf(answer, question, (item) => {
    if (!isAnswers(item)) return { problems: [{ at: '', reason: 'wrong-type' }] };
    const { answers, unevaluated, unknown, doubled } = evaluate(question.questions, item);
    const reported = new Set(unevaluated.map(({ code }) => code));
    const problems = [
      ...unevaluated.map(({ code, reason }) => ({ at: code, reason })),
      ...unknown.map((code) => ({ at: code, reason: 'unknown' as const })),
      ...doubled.filter((code) => !reported.has(code)).map((code) => ({ at: code, reason: 'doubled' as const })),
    ];
    return problems.length > 0 ? { problems } : { item: answers };
  });
  if (isProblem(items)) return items;
  return { value: items, text: items.map((answers) => answers.flatMap(({ answerText }) => answerText).join(' / ')) };
}

function isAnswers(item: unknown): item is readonly Answer[] {
  return Array.isArray(item) && item.every((each: unknown) => isAnswer(each));
}

const isAnswer = (each: unknown): each is Answer =>
  typeof each === 'object' && each !== null && 'code' in each && typeof each.code === 'string' && 'answer' in each;
