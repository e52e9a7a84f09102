import { errorsOf } from '@affinity-engine/kernel';

/** Every code this library throws, with the sentence it stands for. */
export const quotationProductErrors = {
  'RATE-MISSING': 'The rating table has no premium for these answers.',
} as const satisfies Record<string, string>;

/** A code of {@link quotationProductErrors}. */
export type QuotationProductErrorCode = keyof typeof quotationProductErrors;

/** An error of {@link quotationProductErrors}, with its sentence. */
export const quotationProductError = errorsOf(quotationProductErrors);
