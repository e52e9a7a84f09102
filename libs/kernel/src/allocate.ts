import { kernelError } from './errors.js';
import { proportion, wholeAmount } from './money.js';
import { checkOption } from './options.js';
import { checkRounding } from './rounding.js';
import type { Rounding } from './rounding.js';

/** Which part takes the difference left by rounding when an amount is divided into whole minor units. */
export type Rest = 'first' | 'last' | 'spread';

const rests: readonly Rest[] = ['first', 'last', 'spread'];

const { isSafeInteger } = Number;

const isWeight = (weight: number): boolean => isSafeInteger(weight) && weight >= 0;

/** Uses big integers once a sum leaves the safe range. Terms are never negative, so a safe sum had only safe steps. */
function totalOf(weights: readonly number[]): number | bigint {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return isSafeInteger(sum) ? sum : weights.reduce((total, weight) => total + BigInt(weight), 0n);
}

/** The remainder of `amount × weight / total` when it is cut towards zero, in parts of the total; never negative. */
function lostOf(amount: number, weight: number, total: number | bigint): number | bigint {
  const product = amount * weight;
  if (isSafeInteger(product) && typeof total === 'number') return product % total;
  return (BigInt(amount) * BigInt(weight)) % BigInt(total);
}

const leftOf = (amount: number, parts: readonly number[]): number => parts.reduce((left, part) => left - part, amount);

function shares(amount: number, weights: readonly number[], rounding: Rounding): number[] {
  const total = totalOf(weights);
  return weights.map((weight) => proportion(amount, weight, total, rounding));
}

/** Puts the whole difference on one part, unless that would change the sign of this part. */
function borneBy(index: number, amount: number, weights: readonly number[], rounding: Rounding): number[] {
  const borne = (by: Rounding): number[] => {
    const parts = shares(amount, weights, by);
    return parts.with(index, (parts[index] ?? 0) + leftOf(amount, parts));
  };
  const asked = borne(rounding);
  return (asked[index] ?? 0) * Math.sign(amount) < 0 ? borne('down') : asked;
}

/** Largest-remainder method: one unit each to the parts that lost most by being cut; ties go to the earlier part. */
function spread(amount: number, weights: readonly number[]): number[] {
  const cut = shares(amount, weights, 'down');
  const total = totalOf(weights);
  const lost = weights.map((weight, at) => ({ at, rest: lostOf(Math.abs(amount), weight, total) }));
  lost.sort((one, other) => Number(other.rest > one.rest) - Number(other.rest < one.rest));
  const taking = new Set(lost.slice(0, Math.abs(leftOf(amount, cut))).map(({ at }) => at));
  return cut.map((part, at) => (taking.has(at) ? part + Math.sign(amount) : part));
}

/**
 * Divides an amount into parts proportional to whole-number weights. The parts add up to it exactly.
 *
 * `first`, `last`: each part is rounded, half-even by default, and the difference goes to the first or last part with
 * a weight above zero. Where that would change the sign of this part, parts are cut towards zero instead. `spread`:
 * parts are cut towards zero, and the difference is given out in single units, to the parts that lost most.
 *
 * @throws AMOUNT-INVALID
 * @throws WEIGHTS-INVALID for a weight that is negative or not whole, and where all are zero.
 * @throws OPTION-INVALID for an unknown rest or rounding.
 */
export function allocate(
  amount: number,
  weights: readonly number[],
  rest: Rest = 'first',
  rounding: Rounding = 'half-even',
): number[] {
  checkOption('rest', rest, rests);
  checkRounding(rounding); // `spread` does not round; a wrong rounding is refused there all the same
  if (!weights.every(isWeight) || !weights.some((weight) => weight > 0)) {
    throw kernelError('WEIGHTS-INVALID', { weights: weights.slice(0, 20) });
  }
  const whole = wholeAmount(amount);
  if (rest === 'spread') return spread(whole, weights);
  const index = rest === 'first' ? weights.findIndex(Boolean) : weights.findLastIndex(Boolean);
  return borneBy(index, whole, weights, rounding);
}
