import { errorsOf } from '@affinity-engine/kernel';

/** Every error of the eligibility rules: code → sentence. */
export const eligibilityErrors = {
  'NOT-ELIGIBLE': 'The affinity groups of the seller do not admit this sale.',
} as const satisfies Record<string, string>;

export type EligibilityErrorCode = keyof typeof eligibilityErrors;

export const eligibilityError = errorsOf(eligibilityErrors);
