import { problemAt } from './problem.js';
import type { QuestionnaireProblem } from './problem.js';
import type { Questionnaire } from './question.js';
import { referencesOf } from './references.js';

/** Stages that are doubled or missing, and references to entries of later stages. */
export function stageProblems({ stages, entries }: Questionnaire): readonly QuestionnaireProblem[] {
  const stageOf = new Map(entries.map(({ code, stage }) => [code, stages.indexOf(stage)]));
  const doubled = stages.flatMap((stage, index): readonly QuestionnaireProblem[] => {
    const [path, expected] = [`stages[${index}]`, 'a stage that is not there before'];
    return stages.indexOf(stage) === index ? [] : [{ path, code: '', problem: 'stage-doubled', expected }];
  });
  const misplaced = entries.flatMap((line, index): readonly QuestionnaireProblem[] => {
    const placed = { line, at: `entries[${index}]` };
    const own = stages.indexOf(line.stage);
    if (own < 0) return [problemAt(placed, ['.stage', 'stage-unknown', `one of ${stages.join(', ')}`])];
    const later = referencesOf(line, placed.at).filter(({ code }) => (stageOf.get(code) ?? 0) > own);
    const expected = `an entry that comes up by the stage ${line.stage}`;
    return later.map(({ at, code }) => ({
      ...problemAt(placed, ['', 'reference-later', `${expected}; ${code} does not`]),
      path: at,
    }));
  });
  return [...doubled, ...misplaced];
}
