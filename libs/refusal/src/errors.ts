import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this context: code → sentence. */
export const refusalErrors = {
  'REFUSAL-UNKNOWN': 'There is no such refusal, or it is no longer kept.',
} as const;

export type RefusalErrorCode = keyof typeof refusalErrors;

export const refusalError = errorsOf(refusalErrors);
