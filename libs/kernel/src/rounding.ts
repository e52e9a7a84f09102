import { checkOption } from './options.js';

/**
 * How a value between two minor units is rounded. `half-…` rounds to the nearer one; a tie goes to the even one, away
 * from zero (`half-up`) or towards zero (`half-down`). `up` is away from zero, `down` towards zero, `ceiling` up to
 * the greater, `floor` down to the smaller.
 */
export type Rounding = 'half-even' | 'half-up' | 'half-down' | 'up' | 'down' | 'ceiling' | 'floor';

/** A quotient cut towards zero, with a remainder that is not zero. */
type Cut = {
  readonly odd: boolean;
  readonly negative: boolean;
  /** Negative, zero or positive where the remainder is below, at or above one half. */
  readonly half: number;
};

/** Whether the cut quotient is moved one unit away from zero. */
const away: Record<Rounding, (cut: Cut) => boolean> = {
  'half-even': ({ half, odd }) => half > 0 || (half === 0 && odd),
  'half-up': ({ half }) => half >= 0,
  'half-down': ({ half }) => half > 0,
  up: () => true,
  down: () => false,
  ceiling: ({ negative }) => !negative,
  floor: ({ negative }) => negative,
};

const roundings = Object.keys(away);

/** Checks a rounding. The common one is tested first, since every amount passes here. @throws OPTION-INVALID */
export function checkRounding(rounding: Rounding): void {
  if (rounding !== 'half-even') checkOption('rounding', rounding, roundings);
}

/** `dividend / divisor`, rounded. Both are safe integers, the divisor is positive. */
export function quotient(dividend: number, divisor: number, rounding: Rounding): number {
  const negative = dividend < 0;
  const left = dividend % divisor;
  const cut = (dividend - left) / divisor;
  if (left === 0) return cut + 0;
  const rest = negative ? -left : left;
  const steps = away[rounding]({ odd: cut % 2 !== 0, negative, half: rest - (divisor - rest) });
  return cut + (steps ? (negative ? -1 : 1) : 0) + 0;
}

/** The same for integers of any size. */
export function bigQuotient(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const negative = dividend < 0n;
  const rest = negative ? -(dividend % divisor) : dividend % divisor;
  const cut = dividend / divisor;
  if (rest === 0n) return cut;
  const twice = 2n * rest;
  const half = Number(twice > divisor) - Number(twice < divisor);
  const steps = away[rounding]({ odd: cut % 2n !== 0n, negative, half });
  return steps ? cut + (negative ? -1n : 1n) : cut;
}
