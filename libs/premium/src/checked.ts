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

/** Ten years of months: no product goes beyond, and nobody computes endless lists by a slip. */
const mostInstallments = 120;

/** A number of installments, itself. @throws INSTALLMENTS-INVALID outside 1 to the most there may be. */
export function checkedCount(count: number, most = mostInstallments): number {
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw refusal('INSTALLMENTS-INVALID', { count: String(count), most });
  }
  return count;
}
