import { errorsOf } from '@affinity-engine/kernel';

/** Every code this library throws, with the sentence it stands for. */
export const documentErrors = {
  'DOCUMENT-UNAVAILABLE': 'There is nothing to print this document from: no cancellation, or no prize-draw title.',
} as const;

/** A code of {@link documentErrors}. */
export type DocumentErrorCode = keyof typeof documentErrors;

/** An error of {@link documentErrors}, with a message of its own where it can say more. */
export const documentError = errorsOf(documentErrors);
