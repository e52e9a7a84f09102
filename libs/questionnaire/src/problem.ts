import type { Derived, Question } from './question.js';

/** The kinds of problems of a questionnaire. */
export type ProblemName =
  | 'bound-invalid'
  | 'choice-doubled'
  | 'choice-refused'
  | 'choices-missing'
  | 'code-doubled'
  | 'code-invalid'
  | 'condition-empty'
  | 'cycle'
  | 'default-refused'
  | 'format-unknown'
  | 'from-missing'
  | 'not-given'
  | 'questions-missing'
  | 'range-empty'
  | 'reference-later'
  | 'reference-unknown'
  | 'shape-invalid'
  | 'stage-doubled'
  | 'stage-unknown'
  | 'text-blank'
  | 'value-impossible';

/** A problem of a questionnaire: its path, its entry, and what was expected there. */
export type QuestionnaireProblem = {
  /** `entries[3].required.all[0]` */
  readonly path: string;
  /** The code of the entry, empty if outside of entries. */
  readonly code: string;
  readonly problem: ProblemName;
  readonly expected: string;
};

/** An entry, or a question of a variant, and its path. */
export type Placed = { readonly line: Question | Derived; readonly at: string };

/** A problem within an entry: its path from the entry, and what was expected there. */
export type EntryProblem = readonly [at: string, problem: ProblemName, expected: string];

/** The problem with its full path and code. */
export const problemAt = ({ line, at }: Placed, [where, problem, expected]: EntryProblem): QuestionnaireProblem => {
  return { path: `${at}${where}`, code: line.code, problem, expected };
};
