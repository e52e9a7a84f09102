import { errorsOf } from './domain-error.js';

/** Every code the kernel refuses with, or names for its ports, and the sentence that goes with it. */
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
 * What a program gets wrong that calls a library: code → sentence. Apart from the table above, since no request can cause
 * it: no dialect has an answer of its own to it.
 */
export const optionErrors = {
  'OPTION-INVALID': 'An option of a call is none of what it may be.',
} as const satisfies Record<string, string>;

export type OptionErrorCode = keyof typeof optionErrors;

/** An error of {@link kernelErrors}, with its sentence. */
export const kernelError = errorsOf(kernelErrors);

/** What somebody sent, short enough to be told back. */
export const excerpt = (given: unknown): string => String(given).slice(0, 40);
