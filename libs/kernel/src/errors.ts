import { errorsOf } from './domain-error.js';

/** The kernel's errors, including those its ports throw: code → sentence. */
export const kernelErrors = {
  'DATE-INVALID': 'This is not a day of the calendar between the years 1900 and 9999.',
  'INSTANT-INVALID': 'This is not a moment in ISO 8601 with an offset, between the years 1900 and 9999.',
  'ZONE-UNKNOWN': 'No time zone has this name.',
  'AMOUNT-INVALID': 'An amount is a whole number of minor units between -(2^53 - 1) and 2^53 - 1.',
  'CURRENCY-INVALID': 'A currency is three capital letters of ISO 4217.',
  'RATE-INVALID':
    'A rate is exact decimal text such as 0.0738, or a fraction of whole numbers whose divisor is not zero.',
  'WEIGHTS-INVALID': 'Weights are whole numbers, none negative, at least one above zero.',
  'ANSWERED-BEFORE': 'This was done already: the first answer stands.',
  'KEY-REUSED': 'This key was used before, for something else.',
  'CHANGED-MEANWHILE': 'Others kept changing this at the same time: try again.',
} as const satisfies Record<string, string>;

export type KernelErrorCode = keyof typeof kernelErrors;

/**
 * Errors of a program that calls a library wrongly: code → sentence. A table of its own, since no request can cause
 * them: dialects do not map them.
 */
export const optionErrors = {
  'OPTION-INVALID': 'An option of a call is none of what it may be.',
} as const satisfies Record<string, string>;

export type OptionErrorCode = keyof typeof optionErrors;

export const kernelError = errorsOf(kernelErrors);

/** Input, shortened so that it fits into a message. */
export const excerpt = (given: unknown): string => String(given).slice(0, 40);
