/** Every code this library throws, with the sentence it stands for. */
export const documentErrors = {
  'DOCUMENT-UNAVAILABLE': 'There is nothing to print this document from: no cancellation, or no prize-draw title.',
} as const;

/** A code of {@link documentErrors}. */
export type DocumentErrorCode = keyof typeof documentErrors;
