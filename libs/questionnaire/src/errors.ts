import { errorsOf } from '@affinity-engine/kernel';

/** Every code this library throws, with the sentence it stands for. */
export const questionnaireErrors = {
  'QUESTIONNAIRE-INVALID':
    'The questionnaire has a code twice, refers to an entry or a stage it does not hold, or goes in a circle.',
} as const satisfies Record<string, string>;

/** A code of {@link questionnaireErrors}. */
export type QuestionnaireErrorCode = keyof typeof questionnaireErrors;

/** An error of {@link questionnaireErrors}, with its sentence. */
export const questionnaireError = errorsOf(questionnaireErrors);
