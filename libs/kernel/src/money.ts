import { excerpt, kernelError } from './errors.js';
import { sentence } from './options.js';
import type { Ratio } from './ratio.js';
import { bigQuotient, checkRounding, quotient } from './rounding.js';
import type { Rounding } from './rounding.js';

/** An amount in minor units of a currency (cents for BRL): always a safe integer. */
export type Money = { readonly amount: number; readonly currency: string };

const { isSafeInteger } = Number;

const wholeUnits = 'a whole number of minor units between -(2^53 - 1) and 2^53 - 1';

const isoCurrency = /^[A-Z]{3}$/;

/** ISO 4217: the currencies whose minor unit is not a hundredth. */
const exponents = new Map<string, number>([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG'].map((code) => [code, 0] as const),
  ...['RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
  ...['CLF', 'UYW'].map((code) => [code, 4] as const),
]);

/** How many decimal digits the minor unit of a currency has. @throws CURRENCY-INVALID */
export function currencyExponent(currency: string): number {
  if (!isoCurrency.test(currency)) throw kernelError('CURRENCY-INVALID', { currency: excerpt(currency) });
  return exponents.get(currency) ?? 2;
}

/**
 * Checks that a number is a whole amount and returns it; the error has the name.
 * @throws AMOUNT-INVALID for a fraction, or beyond 2^53 − 1.
 */
export function wholeAmount(amount: number, name = 'amount'): number {
  if (isSafeInteger(amount)) return amount + 0;
  throw kernelError('AMOUNT-INVALID', { name, amount: excerpt(amount) }, sentence(name, wholeUnits, amount));
}

/** An amount of a currency. @throws AMOUNT-INVALID, CURRENCY-INVALID */
export function money(amount: number, currency: string): Money {
  currencyExponent(currency);
  return { amount: wholeAmount(amount), currency };
}

/** Rounds an exact value to minor units. @throws AMOUNT-INVALID out of range; OPTION-INVALID. */
export function rounded(exact: Ratio, rounding: Rounding = 'half-even'): number {
  checkRounding(rounding);
  return wholeAmount(Number(bigQuotient(exact.numerator, exact.denominator, rounding)));
}

const isWhole = (value: number | bigint): boolean => typeof value === 'bigint' || isSafeInteger(value);

/**
 * `round(amount × part / whole)`, computed exactly. `part` and `whole` are whole numbers of any size, `whole` above
 * zero. Big integers are used once the product reaches 2^53.
 *
 * @throws AMOUNT-INVALID for an amount that is not whole, or a result out of range.
 * @throws RATE-INVALID where part or whole is not a whole number, or whole is not above zero.
 * @throws OPTION-INVALID for an unknown rounding.
 */
export function proportion(
  amount: number,
  part: number | bigint,
  whole: number | bigint,
  rounding: Rounding = 'half-even',
): number {
  checkRounding(rounding);
  if (!isWhole(part) || !isWhole(whole) || whole <= 0) {
    throw kernelError('RATE-INVALID', { rate: `${excerpt(part)}/${excerpt(whole)}` });
  }
  const dividend = wholeAmount(amount) * (typeof part === 'number' ? part : Number(part));
  const divisor = typeof whole === 'number' ? whole : Number(whole);
  if (isSafeInteger(dividend) && isSafeInteger(divisor)) return quotient(dividend, divisor, rounding);
  return wholeAmount(Number(bigQuotient(BigInt(amount) * BigInt(part), BigInt(whole), rounding)));
}

/**
 * `round(amount × of)`, computed exactly.
 * @throws AMOUNT-INVALID for an amount that is not whole, or a result out of range.
 * @throws OPTION-INVALID for an unknown rounding.
 */
export function share(amount: number, of: Ratio, rounding: Rounding = 'half-even'): number {
  return proportion(amount, of.numerator, of.denominator, rounding);
}

/** `round(amount / by)`. @throws AMOUNT-INVALID, OPTION-INVALID, RATE-INVALID for a divisor that is zero or not whole. */
export function divide(amount: number, by: number, rounding: Rounding = 'half-even'): number {
  return proportion(amount, by < 0 ? -1 : 1, Math.abs(by), rounding);
}
