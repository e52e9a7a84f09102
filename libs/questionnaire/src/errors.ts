import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this library: code → sentence. */
export const questionnaireErrors = {
  'QUESTIONNAIRE-INVALID':
    'The questionnaire has a code twice, refers to an entry or a stage it does not hold, or goes in a circle.',
} as const satisfies Record<string, string>;

/** A code of {@link questionnaireErrors}. */
export type QuestionnaireErrorCode = keyof typeof questionnaireErrors;

export const questionnaireError = errorsOf(questionnaireErrors);
