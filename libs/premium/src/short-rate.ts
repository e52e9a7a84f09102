import { checkOption, ratio } from '@affinity-engine/kernel';
import type { Ratio } from '@affinity-engine/kernel';
import { checkedTerm } from './checked.js';

/** How the short-rate table is read between two of its days. */
export type Interpolation = 'linear' | 'next-higher' | 'next-lower';

/** A day of a 365-day year, and the percentage of the premium kept when cover ends on it. */
export type ShortRateNode = { readonly day: number; readonly percent: number };

/** The market's short-rate table ("tabela de prazo curto"), in steps of 15 days of a 365-day year. */
export const shortRateTable: readonly ShortRateNode[] = [
  { day: 15, percent: 13 },
  { day: 30, percent: 20 },
  { day: 45, percent: 27 },
  { day: 60, percent: 30 },
  { day: 75, percent: 37 },
  { day: 90, percent: 40 },
  { day: 105, percent: 46 },
  { day: 120, percent: 50 },
  { day: 135, percent: 56 },
  { day: 150, percent: 60 },
  { day: 165, percent: 66 },
  { day: 180, percent: 70 },
  { day: 195, percent: 73 },
  { day: 210, percent: 75 },
  { day: 225, percent: 78 },
  { day: 240, percent: 80 },
  { day: 255, percent: 83 },
  { day: 270, percent: 85 },
  { day: 285, percent: 88 },
  { day: 300, percent: 90 },
  { day: 315, percent: 93 },
  { day: 330, percent: 95 },
  { day: 345, percent: 98 },
  { day: 365, percent: 100 },
];

/** On the day cover begins nothing is kept. */
const start: ShortRateNode = { day: 0, percent: 0 };
const end: ShortRateNode = { day: 365, percent: 100 };

/** A place between two nodes of the table: `passed / length` of the way. */
type Place = {
  readonly below: ShortRateNode;
  readonly above: ShortRateNode;
  readonly passed: number;
  readonly length: number;
};

const reading: Record<Interpolation, (place: Place) => Ratio> = {
  'next-higher': ({ above }) => ratio(above.percent, 100),
  'next-lower': ({ below, above, passed, length }) => ratio((passed === length ? above : below).percent, 100),
  linear: ({ below, above, passed, length }) =>
    ratio(below.percent * length + (above.percent - below.percent) * passed, length * 100),
};

const interpolations = Object.keys(reading);

/** Checks an interpolation. @throws OPTION-INVALID */
export const checkInterpolation = (interpolation: Interpolation = 'linear'): void =>
  checkOption('interpolation', interpolation, interpolations);

/**
 * The share of the premium kept when a cover of `term` days ends after `day` of them, read from the short-rate table
 * at `day × 365 / term`: exact, 0 on day 0, 1 at the end. Between two days of the table the interpolation decides;
 * `linear` goes by day, from 0 on day 0.
 *
 * Both are whole numbers of days. Source: market short-rate table.
 *
 * @throws TERM-INVALID for a term below one day.
 * @throws RATE-INVALID for a day that is not whole.
 * @throws OPTION-INVALID for an unknown interpolation.
 */
export function shortRateShare(day: number, term: number, interpolation: Interpolation = 'linear'): Ratio {
  checkInterpolation(interpolation);
  return shareByTable(day, checkedTerm('term', term), interpolation);
}

/** The same, for input that was checked. */
export function shareByTable(day: number, term: number, interpolation: Interpolation = 'linear'): Ratio {
  const part = ratio(day, term);
  if (day <= 0) return ratio(0, 1);
  if (part.numerator >= part.denominator) return ratio(1, 1);
  const at = shortRateTable.findIndex((node) => node.day * term >= day * 365);
  const below = shortRateTable[at - 1] ?? start;
  const above = shortRateTable[at] ?? end;
  return reading[interpolation]({
    below,
    above,
    passed: day * 365 - below.day * term,
    length: (above.day - below.day) * term,
  });
}
