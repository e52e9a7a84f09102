import { decimal, multiply, share } from '@affinity-engine/kernel';
import type { Rounding } from '@affinity-engine/kernel';
import type { Scalar, Value, Values } from '@affinity-engine/questionnaire';
import { quotationProductError } from './errors.js';

/** A row of the rating table: its answers, in the order of `by`, and the yearly net in minor units. */
export type RatingRow = { readonly for: readonly Scalar[]; readonly net: number };

/** A multiplier of the net for single answers: an exact decimal as text; answers that are not named have factor 1. */
export type RatingFactor = {
  readonly code: string;
  readonly of: readonly { readonly is: Scalar; readonly factor: string }[];
};

/** How the net premium of a variant is computed. */
export type Rating = {
  /** The answers of a variant that find the row. */
  readonly by: readonly string[];
  readonly rows: readonly RatingRow[];
  readonly factors: readonly RatingFactor[];
};

/**
 * The net premium of a variant, before loading and tax: `round(net of the row × factor × factor …)`, rounded once. An
 * answer that is a list has the factor of each item.
 *
 * @param values the answers to contracting and those of the variant
 * @throws RATE-MISSING if the table has no such row
 */
export function ratedNet(rating: Rating, values: Values, rounding: Rounding = 'half-even'): number {
  const wanted = rating.by.map((code) => values.get(code));
  const row = rating.rows.find((each) => each.for.every((value, at) => value === wanted[at]));
  if (row === undefined) throw quotationProductError('RATE-MISSING', { by: rating.by });
  const factors = rating.factors.flatMap(({ code, of }) =>
    of.filter(({ is }) => itemsOf(values.get(code)).includes(is)).map(({ factor }) => decimal(factor)),
  );
  return share(row.net, multiply(...factors), rounding);
}

const itemsOf = (value: Value | undefined): readonly unknown[] => (Array.isArray(value) ? value : [value]);
