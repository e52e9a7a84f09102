import { multiply, ratio, rounded } from '@affinity-engine/kernel';
import type { Ratio } from '@affinity-engine/kernel';

/** One line of an explanation: an amount in minor units, or a text. */
export type Line<Name extends string> =
  { readonly name: Name; readonly amount: number } | { readonly name: Name; readonly text: string };

const millionths = 1_000_000;
const readable = 1_000_000_000n;

/**
 * A share in percent: `40 %`. One cut after six digits also shows its exact fraction, `24.657534… % (18/73)`, unless
 * that is too long to read.
 */
export function percentText(share: Ratio): string {
  const cut = rounded(multiply(share, ratio(100 * millionths, 1)), 'down');
  const digits = String(cut % millionths)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const percent = `${Math.floor(cut / millionths)}${digits === '' ? '' : `.${digits}`}`;
  if (BigInt(cut) * share.denominator === share.numerator * BigInt(100 * millionths)) return `${percent} %`;
  return share.denominator > readable ? `${percent}… %` : `${percent}… % (${share.numerator}/${share.denominator})`;
}
