import type { Derived, Question } from './question.js';

/** What can be wrong with a questionnaire. */
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
  | 'stage-doubled'
  | 'stage-unknown'
  | 'text-blank'
  | 'value-impossible';

/** One thing wrong with a questionnaire: where it is written, in which entry, and what was expected there. */
export type QuestionnaireProblem = {
  /** `entries[3].required.all[0]` */
  readonly path: string;
  /** The code of the entry, empty where it is in none. */
  readonly code: string;
  readonly problem: ProblemName;
  readonly expected: string;
};

/** An entry, or a question of a variant, and where it is written. */
export type Placed = { readonly line: Question | Derived; readonly at: string };

/** What is wrong in an entry: where in it, and what was expected there. */
export type EntryProblem = readonly [at: string, problem: ProblemName, expected: string];

/** A finding as it is told. */
export const problemAt = ({ line, at }: Placed, [where, problem, expected]: EntryProblem): QuestionnaireProblem => {
  return { path: `${at}${where}`, code: line.code, problem, expected };
};
