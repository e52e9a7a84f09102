import type { Answer, Fault, ItemFault } from './answer.js';
import type { Evaluation } from './evaluation.js';
import type { ListQuestion, PlainQuestion, VariantsQuestion } from './question.js';
import { readChoice, readText } from './read-text.js';
import { fault, isFault } from './reading.js';
import type { Reading } from './reading.js';

/** Items of a list that says no maximum of its own. */
export const mostItems = 50;

type Sizes = Pick<ListQuestion, 'minItems' | 'maxItems'>;

/** What became of an item; faults of the item itself are at the place ''. */
type Item<Of> = { readonly item: Of } | { readonly faults: readonly ItemFault[] };

/** The items of a list, no two the same, each read by itself; everything wrong with them is told. */
function itemsOf<Of>(
  answer: unknown,
  { minItems = 1, maxItems = mostItems }: Sizes,
  read: (item: unknown) => Item<Of>,
): readonly Of[] | Fault {
  if (!Array.isArray(answer)) return fault('wrong-type');
  if (answer.length < minItems || answer.length > maxItems) return fault('out-of-range');
  const items = Array.from(answer, (item: unknown) => read(item));
  const within = items.flatMap((item, index) => ('faults' in item ? item.faults.map(atItem(index)) : []));
  if (within.length > 0) return { reason: 'items', within };
  const found = items.flatMap((item) => ('item' in item ? [item.item] : []));
  return new Set(found.map((item) => JSON.stringify(item))).size < found.length ? fault('doubled') : found;
}

const atItem =
  (index: number) =>
  ({ at, reason }: ItemFault): ItemFault => ({ at: at === '' ? `${index}` : `${index}.${at}`, reason });

/** A list of texts, of the choices where there are some. */
export function readList({ choices, ...sizes }: ListQuestion, answer: unknown): Reading {
  const items = itemsOf(answer, sizes, (item) => {
    const reading = choices === undefined ? readText({}, item) : readChoice({ choices }, item);
    return isFault(reading) ? { faults: [{ at: '', reason: reading.reason }] } : { item: reading };
  });
  if (isFault(items)) return items;
  return { value: items.map(({ value }) => String(value)), text: items.map(({ text }) => String(text)) };
}

/** How the questions of a variant are answered. */
export type EvaluateVariant = (questions: readonly PlainQuestion[], answers: readonly Answer[]) => Evaluation;

/** A list of variants, each a list of answers to the same questions. */
export function readVariants(question: VariantsQuestion, answer: unknown, evaluate: EvaluateVariant): Reading {
  const items = itemsOf(answer, question, (item) => {
    if (!isAnswers(item)) return { faults: [{ at: '', reason: 'wrong-type' }] };
    const { answers, unevaluated, unknown, doubled } = evaluate(question.questions, item);
    const told = new Set(unevaluated.map(({ code }) => code));
    const faults = [
      ...unevaluated.map(({ code, reason }) => ({ at: code, reason })),
      ...unknown.map((code) => ({ at: code, reason: 'unknown' as const })),
      ...doubled.filter((code) => !told.has(code)).map((code) => ({ at: code, reason: 'doubled' as const })),
    ];
    return faults.length > 0 ? { faults } : { item: answers };
  });
  if (isFault(items)) return items;
  return { value: items, text: items.map((answers) => answers.flatMap(({ answerText }) => answerText).join(' / ')) };
}

function isAnswers(item: unknown): item is readonly Answer[] {
  return Array.isArray(item) && item.every((each: unknown) => isAnswer(each));
}

const isAnswer = (each: unknown): each is Answer =>
  typeof each === 'object' && each !== null && 'code' in each && typeof each.code === 'string' && 'answer' in each;
