import { kernelError, wholeAmount, type Ratio } from '@affinity-engine/kernel';
import { premiumError } from './errors.js';

/** Lets amounts pass that are whole and not negative. @throws AMOUNT-INVALID, AMOUNT-NEGATIVE */
export function checkAmounts(amounts: Readonly<Record<string, number>>): void {
  for (const [name, amount] of Object.entries(amounts)) {
    if (wholeAmount(amount) < 0) throw premiumError('AMOUNT-NEGATIVE', { name, amount });
  }
}

/** A number of days a cover can last, itself. @throws TERM-INVALID */
export function checkedTerm(days: number): number {
  if (!Number.isSafeInteger(days) || days < 1) throw premiumError('TERM-INVALID', { days: String(days) });
  return days;
}

/** Ten years of months: no product goes beyond, and nobody computes endless lists by a slip. */
const mostInstallments = 120;

/** A number of installments, itself. @throws INSTALLMENTS-INVALID outside 1 to the most there may be. */
export function checkedCount(count: number, most = mostInstallments): number {
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw premiumError('INSTALLMENTS-INVALID', { count: String(count), most });
  }
  return count;
}

/** Whether something is an exact ratio at all: a program in plain JavaScript may have taken 0.0738 for one. */
export function isRatio(given: unknown): given is Ratio {
  const { numerator, denominator } = (given ?? {}) as Partial<Ratio>;
  return typeof numerator === 'bigint' && typeof denominator === 'bigint' && denominator > 0n;
}

/** A ratio as text, and what is none, short enough to be told back. */
export const rateText = (given: unknown): string =>
  isRatio(given) ? `${given.numerator}/${given.denominator}` : String(given).slice(0, 40);

/** A rate something is charged at, itself. @throws RATE-INVALID for what is no exact ratio, or below zero. */
export function checkedRate(name: string, rate: Ratio): Ratio {
  if (isRatio(rate) && rate.numerator >= 0n) return rate;
  const message = `${name}: expected an exact ratio not below zero, of decimal(…) or ratio(…); it is ${rateText(rate)}.`;
  throw kernelError('RATE-INVALID', { name, rate: rateText(rate) }, message);
}
