import { boundsOf } from './bounds.js';
import { formatNames } from './formats.js';
import type { EntryProblem } from './problem.js';
import type { Format, PlainQuestion, Question, Scalar, TextQuestion } from './question.js';
import { readAnswer } from './read-answer.js';
import { readChoice, readText } from './read-text.js';
import { isAbsent, isProblem } from './reading.js';

function boundProblems(question: Question): readonly EntryProblem[] {
  const bounds = boundsOf[question.type];
  if (bounds === undefined) return [];
  const fields: Readonly<Record<string, unknown>> = question;
  const [min, max] = bounds.names.map((name, index) => fields[name] ?? bounds.unless[index]);
  const there = [min, max].map((bound) => bound !== undefined);
  const invalid = bounds.names.filter((_, index) => there[index] && !bounds.fits([min, max][index]));
  if (invalid.length > 0) return invalid.map((name) => [`.${name}`, 'bound-invalid', bounds.expected]);
  if (!there.every(Boolean) || bounds.inOrder(min, max)) return [];
  return [[`.${bounds.names[1]}`, 'range-empty', `not below ${bounds.names[0]}, ${String(min)}`]];
}

function choiceProblems(question: Question): readonly EntryProblem[] {
  if (!('choices' in question) || question.choices === undefined) {
    return question.type === 'choice' ? [['.choices', 'choices-missing', 'at least one choice']] : [];
  }
  const values: readonly Scalar[] = question.choices.map(({ value }) => value);
  if (values.length === 0) return [['.choices', 'choices-missing', 'at least one choice']];
  return values.flatMap((value, index): readonly EntryProblem[] => {
    const at = `.choices[${index}].value`;
    if (values.indexOf(value) < index) return [[at, 'choice-doubled', 'a value no choice before it has']];
    return isPossible(question, value) ? [] : [[at, 'choice-refused', 'a value the question allows, as it is kept']];
  });
}

/** Whether a value, written as it is stored, is a possible answer to a question. */
export function isPossible(question: Question, value: Scalar): boolean {
  if (question.type === 'variants' || isAbsent(value)) return false;
  if (question.type === 'text') return value === String(value).trim() && !isProblem(readText({}, value));
  if (question.type === 'list') {
    const { choices } = question;
    const reading = choices === undefined ? readText({}, value) : readChoice({ choices }, value);
    return !isProblem(reading) && reading.value === value;
  }
  const reading = readAnswer(question, value);
  return !isProblem(reading) && reading.value === value;
}

const formatsOf = ({ format }: TextQuestion): readonly Format[] =>
  typeof format === 'string' ? [format] : (format ?? []).map((each) => each.format);

function isDefaultPossible(question: Extract<PlainQuestion, { readonly default?: unknown }>, value: Scalar): boolean {
  if (question.type !== 'text') return isPossible(question, value);
  const { minLength, maxLength } = question;
  return [undefined, ...formatsOf(question)].every((format) => {
    const reading = readText({ minLength, maxLength, format }, value);
    return !isProblem(reading) && reading.value === value;
  });
}

function defaultProblems(question: Question): readonly EntryProblem[] {
  if (!('default' in question) || question.default === undefined) return [];
  if (isDefaultPossible(question, question.default)) return [];
  return [['.default', 'default-refused', 'an answer the question allows, as it is kept']];
}

function formatProblems(question: Question): readonly EntryProblem[] {
  if (question.type !== 'text' || formatsOf(question).every((format) => formatNames.includes(format))) return [];
  return [['.format', 'format-unknown', `one of ${formatNames.join(', ')}`]];
}

/** Problems of a question by itself, without its references and the questions within it. */
export function questionProblems(question: Question): readonly EntryProblem[] {
  const blank: readonly EntryProblem[] = isAbsent(question.text)
    ? [['.text', 'text-blank', 'what a person is asked']]
    : [];
  const [bounds, formats] = [boundProblems(question), formatProblems(question)];
  // Values cannot be checked against invalid bounds or formats.
  const rest = bounds.length + formats.length > 0 ? [] : [...choiceProblems(question), ...defaultProblems(question)];
  const empty: readonly EntryProblem[] =
    question.type === 'variants' && question.questions.length === 0
      ? [['.questions', 'questions-missing', 'at least one question']]
      : [];
  return [...blank, ...bounds, ...formats, ...rest, ...empty];
}
