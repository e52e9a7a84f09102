import { DomainError } from '@affinity-engine/kernel';
import type { ErrorProperties } from '@affinity-engine/kernel';

/** Every code the premium rules add to the kernel's, and the sentence that goes with it. */
export const premiumErrors = {
  'TAX-RATE-UNKNOWN': 'No tax rate is known for this jurisdiction and line of business on this day.',
  'TERM-INVALID': 'A term is a whole number of days, at least one.',
  'AMOUNT-NEGATIVE': 'What is charged or was paid is a whole number of minor units, not below zero.',
} as const satisfies Record<string, string>;

export type PremiumErrorCode = keyof typeof premiumErrors;

/** The refusal for a code of the premium table, to be thrown. */
export function refusal(code: PremiumErrorCode, properties: ErrorProperties): DomainError<PremiumErrorCode> {
  return new DomainError(code, premiumErrors[code], properties);
}
