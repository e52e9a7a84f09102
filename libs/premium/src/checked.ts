import { kernelError, wholeAmount, type Ratio } from '@affinity-engine/kernel';
import { premiumError } from './errors.js';

/** Checks that amounts are whole and not negative. @throws AMOUNT-INVALID, AMOUNT-NEGATIVE */
export function checkAmounts(amounts: Readonly<Record<string, number>>): void {
  for (const [name, amount] of Object.entries(amounts)) {
    if (wholeAmount(amount, name) < 0) throw premiumError('AMOUNT-NEGATIVE', { name, amount });
  }
}

/** Checks a number of days of cover and returns it; the error has its name. @throws TERM-INVALID */
export function checkedTerm(name: string, days: number): number {
  if (Number.isSafeInteger(days) && days >= 1) return days;
  const given = String(days).slice(0, 40);
  const message = `${name}: expected a whole number of days, at least one; it is ${given}.`;
  throw premiumError('TERM-INVALID', { name, days: given }, message);
}

/** Ten years of months: more than any product needs; guards against very long lists. */
const mostInstallments = 120;

/** Checks a number of installments and returns it. @throws INSTALLMENTS-INVALID outside 1 to `most`. */
export function checkedCount(count: number, most = mostInstallments): number {
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw premiumError('INSTALLMENTS-INVALID', { count: String(count), most });
  }
  return count;
}

/** Whether a value is an exact ratio. In plain JavaScript it may be a number such as 0.0738. */
export function isRatio(given: unknown): given is Ratio {
  const { numerator, denominator } = (given ?? {}) as Partial<Ratio>;
  return typeof numerator === 'bigint' && typeof denominator === 'bigint' && denominator > 0n;
}

/** A ratio as text; anything else shortened, for a message. */
export const rateText = (given: unknown): string =>
  isRatio(given) ? `${given.numerator}/${given.denominator}` : String(given).slice(0, 40);

/** Checks a rate and returns it. @throws RATE-INVALID for a value that is not an exact ratio, or below zero. */
export function checkedRate(name: string, rate: Ratio): Ratio {
  if (isRatio(rate) && rate.numerator >= 0n) return rate;
  const message = `${name}: expected an exact ratio not below zero, of decimal(…) or ratio(…); it is ${rateText(rate)}.`;
  throw kernelError('RATE-INVALID', { name, rate: rateText(rate) }, message);
}
