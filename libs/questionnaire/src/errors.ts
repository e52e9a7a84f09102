import { DomainError } from '@affinity-engine/kernel';
import type { ErrorProperties } from '@affinity-engine/kernel';

/** Every code this library throws, with the sentence it stands for. */
export const questionnaireErrors = {
  'QUESTIONNAIRE-INVALID':
    'The questionnaire has a code twice, refers to an entry or a stage it does not hold, or goes in a circle.',
} as const satisfies Record<string, string>;

/** A code of {@link questionnaireErrors}. */
export type QuestionnaireErrorCode = keyof typeof questionnaireErrors;

/** The refusal for a code of the table, to be thrown. */
export function refusal(
  code: QuestionnaireErrorCode,
  properties: ErrorProperties,
): DomainError<QuestionnaireErrorCode> {
  return new DomainError(code, questionnaireErrors[code], properties);
}
