import type { Problem } from './checks.js';

/** A problem of a query, in its words: what a call does not know there is a parameter, and one that is like it is named. */
export function asParameter(problem: Problem, known: readonly string[]): Problem {
  if (problem.kind !== 'unknown') return problem;
  const near = nearest(problem.path, known);
  const parts = [
    'no such parameter',
    ...(near === undefined ? [] : [`the nearest is ${near}`]),
    ...(known.length === 0 ? [] : [`known are ${known.join(', ')}`]),
  ];
  const expected = parts.join('; ');
  const { kept } = problem;
  return { ...problem, expected, ...(kept === undefined ? {} : { kept: { ...kept, expected } }) };
}

/** The known name that differs least from a name, undefined if it is another word. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((each) => ({ each, steps: distance(plain(name), plain(each)) }))
    .filter(({ each, steps }) => steps <= Math.max(1, Math.floor(each.length / 3)))
    .toSorted((one, other) => one.steps - other.steps);
  return best?.each;
}

/** Names in snake case, in camel case and with hyphens are the same word. A name of a request may be long. */
const plain = (name: string): string => name.slice(0, 100).toLowerCase().replaceAll(/[-_]/g, '');

/** How many letters must be added, left out or replaced to make one word of the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const same = letter === to[column - 1] ? 0 : 1;
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (row[column - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
