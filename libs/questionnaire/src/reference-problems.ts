import { cyclesIn } from './cycles.js';
import { problemAt } from './problem.js';
import type { Placed, QuestionnaireProblem } from './problem.js';
import type { Condition } from './question.js';
import { isPossible, questionProblems } from './question-problems.js';
import { conditionsOf, referencesOf } from './references.js';
import type { Reference } from './references.js';

function emptyParts(condition: Condition, at: string): readonly string[] {
  if ('not' in condition) return emptyParts(condition.not, `${at}.not`);
  if ('code' in condition) return 'in' in condition && condition.in.length === 0 ? [`${at}.in`] : [];
  const [name, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
  if (parts.length === 0) return [`${at}.${name}`];
  return parts.flatMap((part, index) => emptyParts(part, `${at}.${name}[${index}]`));
}

/** Conditions that are always true or always false. */
export function conditionProblems(placed: Placed): readonly QuestionnaireProblem[] {
  const empty = conditionsOf(placed.line, placed.at).flatMap(({ at, condition }) => emptyParts(condition, at));
  return empty.map((path) => ({ ...problemAt(placed, ['', 'condition-empty', 'at least one']), path }));
}

/** Values in a condition that the answer can never have. */
function impossible({ part }: Reference, target: Placed['line']): readonly string[] {
  if (part === undefined || 'answered' in part || target.type === 'derived') return [];
  if (questionProblems(target).length > 0) return [];
  const wanted = 'in' in part ? part.in : [part.is];
  return wanted.filter((value) => !isPossible(target, value)).map((value) => JSON.stringify(value));
}

/** References to unknown codes, or to values the answer can never have. */
export function referenceProblems(
  placed: Placed,
  byCode: ReadonlyMap<string, Placed['line']>,
): readonly QuestionnaireProblem[] {
  return referencesOf(placed.line, placed.at).flatMap((reference) => {
    const { at: path, code } = reference;
    const target = byCode.get(code);
    if (target === undefined) {
      return [{ ...problemAt(placed, ['', 'reference-unknown', `the code of an entry; ${code} is none`]), path }];
    }
    return impossible(reference, target).map((value) => ({
      ...problemAt(placed, ['', 'value-impossible', `a value ${code} can have, as it is kept; ${value} is none`]),
      path,
    }));
  });
}

/** Cycles over conditions, derived values and checks together, each listed once, by its shortest chain. */
export function cycleProblems(lines: readonly Placed[]): readonly QuestionnaireProblem[] {
  const graph = new Map(lines.map(({ line, at }) => [line.code, referencesOf(line, at).map(({ code }) => code)]));
  return cyclesIn(graph).flatMap((cycle) => {
    const placed = lines.find(({ line }) => line.code === cycle[0]);
    const way = [...cycle, cycle[0]].join(' → ');
    return placed === undefined
      ? []
      : [problemAt(placed, ['', 'cycle', `no circle of references; this is one: ${way}`])];
  });
}
