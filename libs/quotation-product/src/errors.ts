import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this library: code → sentence. */
export const quotationProductErrors = {
  'RATE-MISSING': 'The rating table has no premium for these answers.',
} as const satisfies Record<string, string>;

/** A code of {@link quotationProductErrors}. */
export type QuotationProductErrorCode = keyof typeof quotationProductErrors;

export const quotationProductError = errorsOf(quotationProductErrors);
