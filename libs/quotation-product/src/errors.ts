import { DomainError, type ErrorProperties } from '@affinity-engine/kernel';

/** Every code this library throws, with the sentence it stands for. */
export const quotationProductErrors = {
  'RATE-MISSING': 'The rating table has no premium for these answers.',
} as const satisfies Record<string, string>;

/** A code of {@link quotationProductErrors}. */
export type QuotationProductErrorCode = keyof typeof quotationProductErrors;

/** The error of a code, with its sentence. */
export const refusal = (
  code: QuotationProductErrorCode,
  properties: ErrorProperties,
): DomainError<QuotationProductErrorCode> => new DomainError(code, quotationProductErrors[code], properties);
