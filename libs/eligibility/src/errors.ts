import { errorsOf } from '@affinity-engine/kernel';

/** Every error of the eligibility rules: stable code → sentence. */
export const eligibilityErrors = {
  'NOT-ELIGIBLE': 'The affinity groups of the seller do not admit this sale.',
} as const satisfies Record<string, string>;

export type EligibilityErrorCode = keyof typeof eligibilityErrors;

/** An error of {@link eligibilityErrors}, with its sentence. */
export const eligibilityError = errorsOf(eligibilityErrors);
