import { wholeAmount } from '@affinity-engine/kernel';
import { refusal } from './errors.js';

/** Lets amounts pass that are whole and not negative. @throws AMOUNT-INVALID, AMOUNT-NEGATIVE */
export function checkAmounts(amounts: Readonly<Record<string, number>>): void {
  for (const [name, amount] of Object.entries(amounts)) {
    if (wholeAmount(amount) < 0) throw refusal('AMOUNT-NEGATIVE', { name, amount });
  }
}

/** A number of days a cover can last, itself. @throws TERM-INVALID */
export function checkedTerm(days: number): number {
  if (!Number.isSafeInteger(days) || days < 1) throw refusal('TERM-INVALID', { days: String(days) });
  return days;
}
