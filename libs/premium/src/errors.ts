import { errorsOf } from '@affinity-engine/kernel';

/** The errors of the premium rules, in addition to the kernel's: code → sentence. */
export const premiumErrors = {
  'TAX-RATE-UNKNOWN': 'No tax rate is known for this jurisdiction and line of business on this day.',
  'TERM-INVALID': 'A term is a whole number of days, at least one.',
  'AMOUNT-NEGATIVE': 'What is charged or was paid is a whole number of minor units, not below zero.',
  'LOADING-INVALID': 'A loading is a percentage from 0 to 500 with up to two decimals.',
  'COMMISSION-INVALID': 'A commission is a percentage from 1 to 30 with up to two decimals.',
  'INSTALLMENTS-INVALID': 'A number of installments is whole, from 1 to 120.',
  'INTEREST-INVALID': 'Interest is a monthly rate from 0 to 1, free up to a whole number of installments.',
  'DUE-DAY-INVALID': 'A due day is a whole number from 1 to 20.',
} as const satisfies Record<string, string>;

export type PremiumErrorCode = keyof typeof premiumErrors;

export const premiumError = errorsOf(premiumErrors);
