import { DomainError, type ErrorProperties } from '@affinity-engine/kernel';

/** What the eligibility rules refuse with: code → sentence. */
export const eligibilityErrors = {
  'NOT-ELIGIBLE': 'The affinity groups of the seller do not admit this sale.',
} as const satisfies Record<string, string>;

export type EligibilityErrorCode = keyof typeof eligibilityErrors;

/** The refusal for a code of the table, to be thrown. */
export const refusal = (code: EligibilityErrorCode, properties: ErrorProperties): DomainError<EligibilityErrorCode> =>
  new DomainError(code, eligibilityErrors[code], properties);
