import type { Answer, Answered, Unevaluated, Value } from './answer.js';
import { answerState, derivedState } from './answer-state.js';
import type { Scope } from './answer-state.js';
import { questionnaireError } from './errors.js';
import type { Evaluation, Given } from './evaluation.js';
import type { Derived, Question, Questionnaire } from './question.js';
import type { State, StateOf } from './states.js';

type Line = Question | Derived;
type Lines = readonly Line[];
type ByCode = ReadonlyMap<string, Line>;
type Sheet = ReadonlyMap<string, readonly unknown[]>;

/** Answers by code; their order does not matter. */
function sheetOf(answers: readonly Answer[]): Sheet {
  const sheet = new Map<string, unknown[]>();
  for (const { code, answer } of answers) {
    const before = sheet.get(code);
    if (before === undefined) sheet.set(code, [answer]);
    else before.push(answer);
  }
  return sheet;
}

function byCodeOf(lines: Lines): ByCode {
  const byCode = new Map<string, Line>();
  for (const line of lines) byCode.set(line.code, line);
  if (byCode.size < lines.length) throw questionnaireError('QUESTIONNAIRE-INVALID', { entries: lines.length });
  return byCode;
}

/** States by code, each computed once, on first use. */
function statesOf(byCode: ByCode, sheet: Sheet, given: Given): StateOf {
  const found = new Map<string, State | null>();
  const stateOf: StateOf = (code) => {
    const known = found.get(code);
    if (known) return known;
    const line = byCode.get(code);
    if (line === undefined || known === null) throw questionnaireError('QUESTIONNAIRE-INVALID', { code });
    found.set(code, null);
    const state = line.type === 'derived' ? derivedState(line, scope) : answerState(line, sheet.get(code) ?? [], scope);
    found.set(code, state);
    return state;
  };
  const scope: Scope = {
    stateOf,
    given,
    evaluateVariant: (questions, answers) => evaluated(questions, answers, given),
  };
  return stateOf;
}

function evaluated(lines: Lines, answers: readonly Answer[], given: Given): Evaluation {
  const byCode = byCodeOf(lines);
  const sheet = sheetOf(answers);
  const stateOf = statesOf(byCode, sheet, given);
  const [values, kept, unevaluated] = [new Map<string, Value>(), [] as Answered[], [] as Unevaluated[]];
  for (const { code } of lines) {
    const { value, answered, problem } = stateOf(code);
    if (value !== undefined) values.set(code, value);
    if (answered !== undefined) kept.push(answered);
    if (problem !== undefined) unevaluated.push({ code, ...problem });
  }
  const codes = [...sheet.keys()];
  const unknown = codes.filter((code) => (byCode.get(code)?.type ?? 'derived') === 'derived').sort();
  const doubled = codes.filter((code) => (sheet.get(code)?.length ?? 0) > 1).sort();
  return { values, answers: kept, unevaluated, unknown, doubled };
}

/**
 * Evaluates the answers to a questionnaire. The order of the answers does not matter.
 *
 * Each answer is read by the type of its question; a blank text, null and an empty list are no answer. A code is
 * unevaluated if its answer has a problem or is missing, if it is derived from an unevaluated code, or if one of its
 * conditions depends on an unevaluated code and the result makes a difference: an optional question without an answer
 * is evaluated in any case.
 *
 * @throws QUESTIONNAIRE-INVALID for a questionnaire with codes that are doubled, unknown or in a cycle
 *   (`questionnaireProblems` lists them).
 */
export function evaluate(questionnaire: Questionnaire, answers: readonly Answer[], given: Given = {}): Evaluation {
  return evaluated(questionnaire.entries, answers, given);
}
