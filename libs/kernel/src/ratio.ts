import { excerpt, kernelError } from './errors.js';

/** An exact rational number in lowest terms, its denominator above zero. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint };

const exactDecimal = /^(-?)(0|[1-9]\d{0,29})(?:\.(\d{1,30}))?$/;

function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [divisor, rest] = [one < 0n ? -one : one, other];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  return divisor;
}

function lowest(numerator: bigint, denominator: bigint): Ratio {
  const common = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
}

function whole(value: number | bigint): bigint {
  if (typeof value === 'bigint') return value;
  if (!Number.isSafeInteger(value)) throw kernelError('RATE-INVALID', { rate: excerpt(value) });
  return BigInt(value);
}

/** `numerator / denominator`, exactly. @throws RATE-INVALID for a zero denominator or a number that is not whole. */
export function ratio(numerator: number | bigint, denominator: number | bigint): Ratio {
  const [above, below] = [whole(numerator), whole(denominator)];
  if (below === 0n) throw kernelError('RATE-INVALID', { rate: `${excerpt(numerator)}/0` });
  return below < 0n ? lowest(-above, -below) : lowest(above, below);
}

/**
 * Reads an exact decimal text as a ratio: `0.0738` is 369/5000. Up to 30 digits on either side, no exponent, an
 * optional leading `-`, no leading zeros.
 *
 * @throws RATE-INVALID
 */
export function decimal(text: string): Ratio {
  // In plain JavaScript it may be a number: 0.1 + 0.2 is not 0.3 any more.
  const read = typeof text === 'string' ? exactDecimal.exec(text) : null;
  const [found, sign = '', units = '', fraction = ''] = read ?? [];
  if (found === undefined) throw kernelError('RATE-INVALID', { rate: excerpt(text) });
  return lowest(BigInt(`${sign}${units}${fraction}`), 10n ** BigInt(fraction.length));
}

/** The sum of ratios; 0 without any. */
export function add(...ratios: readonly Ratio[]): Ratio {
  return ratios.reduce(
    (sum, { numerator, denominator }) =>
      lowest(sum.numerator * denominator + numerator * sum.denominator, sum.denominator * denominator),
    { numerator: 0n, denominator: 1n },
  );
}

/** `from − taken`. */
export function subtract(from: Ratio, taken: Ratio): Ratio {
  return add(from, { numerator: -taken.numerator, denominator: taken.denominator });
}

/** The product of ratios; 1 without any. */
export function multiply(...ratios: readonly Ratio[]): Ratio {
  return ratios.reduce(
    (product, { numerator, denominator }) => lowest(product.numerator * numerator, product.denominator * denominator),
    { numerator: 1n, denominator: 1n },
  );
}

/** Comparison function for `sort`: negative, zero or positive where `one` is below, equal to or above `other`. */
export function compareRatios(one: Ratio, other: Ratio): number {
  const [left, right] = [one.numerator * other.denominator, other.numerator * one.denominator];
  return Number(left > right) - Number(left < right);
}
