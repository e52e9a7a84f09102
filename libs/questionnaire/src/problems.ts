import { problemAt } from './problem.js';
import type { EntryProblem, Placed, QuestionnaireProblem } from './problem.js';
import type { Questionnaire } from './question.js';
import { questionProblems } from './question-problems.js';
import { conditionProblems, cycleProblems, referenceProblems } from './reference-problems.js';
import { shapeProblems } from './shape.js';
import { stageProblems } from './stage-problems.js';

const codeForm = /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/;

const invalid: EntryProblem = ['.code', 'code-invalid', 'capitals and digits, parted by hyphens'];
const doubled: EntryProblem = ['.code', 'code-doubled', 'a code no entry before it has'];

function codeProblems(lines: readonly Placed[]): readonly QuestionnaireProblem[] {
  const codes = lines.map(({ line }) => line.code);
  return lines.flatMap((placed, index): readonly QuestionnaireProblem[] => {
    const { code } = placed.line;
    if (!codeForm.test(code)) return [problemAt(placed, invalid)];
    return codes.indexOf(code) === index ? [] : [problemAt(placed, doubled)];
  });
}

/** The questions of a variants question; none for other questions. */
const questionsWithin = ({ line, at }: Placed): readonly Placed[] =>
  line.type === 'variants'
    ? line.questions.map((each, index) => ({ line: each, at: `${at}.questions[${index}]` }))
    : [];

function ownProblems(placed: Placed): readonly QuestionnaireProblem[] {
  const { line } = placed;
  if (line.type === 'derived') {
    return line.from.length > 0 ? [] : [problemAt(placed, ['.from', 'from-missing', 'at least one code'])];
  }
  const own = questionProblems(line).map((problem) => problemAt(placed, problem));
  return [...own, ...linesProblems(questionsWithin(placed))];
}

/** Problems of one list of entries that may refer to each other. */
function linesProblems(lines: readonly Placed[]): readonly QuestionnaireProblem[] {
  const byCode = new Map(lines.map(({ line }) => [line.code, line]));
  return [
    ...codeProblems(lines),
    ...lines.flatMap((placed) => [
      ...ownProblems(placed),
      ...conditionProblems(placed),
      ...referenceProblems(placed, byCode),
    ]),
    ...cycleProblems(lines),
  ];
}

/** The codes the evaluating program has functions for, see `Given`. */
export type SupportedFunctions = { readonly derive: readonly string[]; readonly accept: readonly string[] };

function unsupportedProblems(
  lines: readonly Placed[],
  { derive, accept }: SupportedFunctions,
): readonly QuestionnaireProblem[] {
  const expected = (what: string): EntryProblem => ['.code', 'not-given', `a code the program ${what}`];
  return lines.flatMap((placed) => {
    const { line } = placed;
    if (line.type === 'derived') return derive.includes(line.code) ? [] : [problemAt(placed, expected('derives'))];
    const checked = line.checkedWith === undefined || accept.includes(line.code);
    return [
      ...(checked ? [] : [problemAt(placed, expected('checks answers of'))]),
      ...unsupportedProblems(questionsWithin(placed), { derive, accept }),
    ];
  });
}

/**
 * Everything wrong with a questionnaire, which may be any value; empty is good. First its shape: properties that are
 * missing, unknown or of another type. If the shape is right: codes that are malformed or doubled; references that are
 * unknown, to a later stage or in a cycle; conditions that are always true or always false; impossible bounds, choices
 * and defaults; and, if `supported` is given, derived values and checks without a function.
 */
export function questionnaireProblems(
  questionnaire: Questionnaire,
  supported?: SupportedFunctions,
): readonly QuestionnaireProblem[] {
  const shape = shapeProblems(questionnaire);
  if (shape.length > 0) return shape;
  const lines = questionnaire.entries.map((line, index) => ({ line, at: `entries[${index}]` }));
  const unsupported = supported === undefined ? [] : unsupportedProblems(lines, supported);
  return [...stageProblems(questionnaire), ...linesProblems(lines), ...unsupported];
}
