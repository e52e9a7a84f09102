export { questionnaireErrors } from './errors.js';
export type { QuestionnaireErrorCode } from './errors.js';
export type {
  Choice,
  Condition,
  Derived,
  Entry,
  Format,
  FormatWhere,
  PlainQuestion,
  Question,
  Questionnaire,
  Scalar,
  VariantsQuestion,
} from './question.js';
export type {
  Answer,
  Answered,
  AnswerProblem,
  ItemProblem,
  UnevaluatedReason,
  Unevaluated,
  Value,
  Values,
  Variant,
} from './answer.js';
export { valuesOf } from './answer.js';
export { isMet } from './condition.js';
export { upTo } from './stages.js';
export { mostItems } from './read-list.js';
export { isPossible } from './question-problems.js';
export { questionnaireProblems } from './problems.js';
export type { SupportedFunctions } from './problems.js';
export type { ProblemName, QuestionnaireProblem } from './problem.js';
export { evaluate } from './evaluate.js';
export type { Evaluation, Given } from './evaluation.js';
export { needsEnhancedDiligence, pepQuestions } from './pep.js';
