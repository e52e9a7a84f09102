import { evaluateCondition, looksOf } from './condition.js';
import type { Truth } from './condition.js';
import type { Given } from './evaluation.js';
import type { Condition, Derived, Question } from './question.js';
import { readAnswer } from './read-answer.js';
import { readVariants } from './read-list.js';
import type { EvaluateVariant } from './read-list.js';
import { readText } from './read-text.js';
import { problem, isAbsent, isProblem } from './reading.js';
import type { ReadValue, Reading } from './reading.js';
import { absent, answeredAs, dependent, derivedAs, unevaluated, valuesAmong } from './states.js';
import type { State, StateOf } from './states.js';

/** The input of a state. */
export type Scope = { readonly stateOf: StateOf; readonly given: Given; readonly evaluateVariant: EvaluateVariant };

const truthOf = (condition: Condition | boolean, { stateOf }: Scope): Truth =>
  typeof condition === 'boolean' ? condition : evaluateCondition(condition, stateOf);

/** An answer to a question that does not apply: reported, and treated as absent. */
const notApplicable: State = { ...absent, problem: problem('not-applicable') };

/** The state of a code that waits for the answers these conditions depend on. */
function undecided(conditions: readonly (Condition | boolean)[], scope: Scope): State {
  const open = conditions.filter((each) => typeof each !== 'boolean' && truthOf(each, scope) === 'unknown');
  const codes = open.flatMap((each) =>
    typeof each === 'boolean' ? [] : looksOf(each, '').map(({ part }) => part.code),
  );
  return dependent(codes, scope.stateOf) ?? absent;
}

/**
 * The state of a question. An answer to a question that does not apply is a problem, and counts as absent for other
 * questions. If unevaluated answers decide whether the question applies or is required, and this makes a difference,
 * the question is unevaluated too.
 */
export function answerState(question: Question, answers: readonly unknown[], scope: Scope): State {
  const { applies = true, required } = question;
  const applying = truthOf(applies, scope);
  const present = answers.filter((answer) => !isAbsent(answer));
  if (applying === false) return present.length === 0 ? absent : notApplicable;
  if (answers.length > 1) return unevaluated(problem('doubled'));
  const answer = present[0] ?? ('default' in question ? question.default : undefined);
  if (answer !== undefined) return answeredState(question, answer, scope);
  const needed = truthOf(required, scope);
  if (needed === false) return absent;
  return applying === true && needed === true ? unevaluated(problem('missing')) : undecided([applies, required], scope);
}

function answeredState(question: Question, answer: unknown, scope: Scope): State {
  const { applies = true } = question;
  const reading = readingOf(question, answer, scope);
  if ('known' in reading) return reading;
  if (isProblem(reading)) return unevaluated(reading);
  if (truthOf(applies, scope) === 'unknown') return undecided([applies], scope);
  return acceptedState(question, reading, scope);
}

function readingOf(question: Question, answer: unknown, scope: Scope): Reading | State {
  if (question.type === 'variants') return readVariants(question, answer, scope.evaluateVariant);
  if (question.type !== 'text') return readAnswer(question, answer);
  const { minLength, maxLength, format } = question;
  const first = typeof format === 'object' ? format.find(({ where }) => truthOf(where, scope) !== false) : undefined;
  if (first !== undefined && truthOf(first.where, scope) === 'unknown') return undecided([first.where], scope);
  return readText({ minLength, maxLength, format: typeof format === 'object' ? first?.format : format }, answer);
}

/**
 * Runs the caller's check, `Given.accept`, if there is one. A question with `checkedWith` but without such a check: the
 * answer is refused.
 */
function acceptedState({ code, checkedWith, text: questionText }: Question, read: ReadValue, scope: Scope): State {
  const state = answeredAs({ code, answer: read.value, questionText, answerText: read.text });
  const accept = own(scope.given.accept, code);
  if (accept === undefined && checkedWith === undefined) return state;
  const needed = checkedWith ?? [];
  const accepted = () => accept?.(read.value, valuesAmong(needed, scope.stateOf)) ?? false;
  return dependent(needed, scope.stateOf) ?? (accepted() ? state : unevaluated(problem('not-accepted')));
}

/** The state of a derived value: unevaluated until all its sources are evaluated (they may be absent). */
export function derivedState({ code, from }: Derived, scope: Scope): State {
  const waiting = dependent(from, scope.stateOf);
  if (waiting !== null) return waiting;
  const value = own(scope.given.derive, code)?.(valuesAmong(from, scope.stateOf));
  return value === undefined ? unevaluated(problem('no-value')) : derivedAs(value);
}

/** An own property only: a code may be called `constructor`. */
const own = <Value>(record: Readonly<Record<string, Value>> = {}, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
