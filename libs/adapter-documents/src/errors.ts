import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this library: code → sentence. */
export const documentErrors = {
  'DOCUMENT-UNAVAILABLE': 'There is nothing to print this document from: no cancellation, or no prize-draw title.',
} as const;

/** A code of {@link documentErrors}. */
export type DocumentErrorCode = keyof typeof documentErrors;

export const documentError = errorsOf(documentErrors);
