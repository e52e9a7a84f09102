import { boundsOf } from './bounds.js';
import { formatNames } from './formats.js';
import type { Finding } from './problem.js';
import type { Format, PlainQuestion, Question, Scalar, TextQuestion } from './question.js';
import { readAnswer } from './read-answer.js';
import { readChoice, readText } from './read-text.js';
import { isAbsent, isFault } from './reading.js';

function boundFindings(question: Question): readonly Finding[] {
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

function choiceFindings(question: Question): readonly Finding[] {
  if (!('choices' in question) || question.choices === undefined) {
    return question.type === 'choice' ? [['.choices', 'choices-missing', 'at least one choice']] : [];
  }
  const values: readonly Scalar[] = question.choices.map(({ value }) => value);
  if (values.length === 0) return [['.choices', 'choices-missing', 'at least one choice']];
  return values.flatMap((value, index): readonly Finding[] => {
    const at = `.choices[${index}].value`;
    if (values.indexOf(value) < index) return [[at, 'choice-doubled', 'a value no choice before it has']];
    return isPossible(question, value) ? [] : [[at, 'choice-refused', 'a value the question allows, as it is kept']];
  });
}

/** Whether an answer to a question can be this value, written as it is kept. */
export function isPossible(question: Question, value: Scalar): boolean {
  if (question.type === 'variants' || isAbsent(value)) return false;
  if (question.type === 'text') return value === String(value).trim() && !isFault(readText({}, value));
  if (question.type === 'list') {
    const { choices } = question;
    const reading = choices === undefined ? readText({}, value) : readChoice({ choices }, value);
    return !isFault(reading) && reading.value === value;
  }
  const reading = readAnswer(question, value);
  return !isFault(reading) && reading.value === value;
}

const formatsOf = ({ format }: TextQuestion): readonly Format[] =>
  typeof format === 'string' ? [format] : (format ?? []).map((each) => each.format);

function isDefaultPossible(question: Extract<PlainQuestion, { readonly default?: unknown }>, value: Scalar): boolean {
  if (question.type !== 'text') return isPossible(question, value);
  const { minLength, maxLength } = question;
  return [undefined, ...formatsOf(question)].every((format) => {
    const reading = readText({ minLength, maxLength, format }, value);
    return !isFault(reading) && reading.value === value;
  });
}

function defaultFindings(question: Question): readonly Finding[] {
  if (!('default' in question) || question.default === undefined) return [];
  if (isDefaultPossible(question, question.default)) return [];
  return [['.default', 'default-refused', 'an answer the question allows, as it is kept']];
}

function formatFindings(question: Question): readonly Finding[] {
  if (question.type !== 'text' || formatsOf(question).every((format) => formatNames.includes(format))) return [];
  return [['.format', 'format-unknown', `one of ${formatNames.join(', ')}`]];
}

/** Everything wrong with a question by itself, its references and the questions within it aside. */
export function questionFindings(question: Question): readonly Finding[] {
  const blank: readonly Finding[] = isAbsent(question.text) ? [['.text', 'text-blank', 'what a person is asked']] : [];
  const [bounds, formats] = [boundFindings(question), formatFindings(question)];
  // Nothing can be read against bounds or formats that are none.
  const rest = bounds.length + formats.length > 0 ? [] : [...choiceFindings(question), ...defaultFindings(question)];
  const empty: readonly Finding[] =
    question.type === 'variants' && question.questions.length === 0
      ? [['.questions', 'questions-missing', 'at least one question']]
      : [];
  return [...blank, ...bounds, ...formats, ...rest, ...empty];
}
