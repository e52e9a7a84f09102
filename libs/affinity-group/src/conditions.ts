/** Comparison operators: equal, not equal, less, greater, at most, at least, one of, none of, begins with, contains. */
export const operators = ['eq', 'ne', 'lt', 'gt', 'le', 'ge', 'in', 'ni', 'sw', 'cn'] as const;
export type Operator = (typeof operators)[number];

/** A condition on one field. `in` and `ni` take several values, the others one. Moments are ISO text in UTC. */
export type FieldCondition<Field extends string> = {
  readonly field: Field;
  readonly operator: Operator;
  readonly values: readonly string[];
};

/**
 * Whether a value meets a condition. Texts are compared by code points, so capitals come before small letters. A
 * missing value differs from every other: it meets `ne` and `ni` only.
 */
export function meets(value: string | null, { operator, values }: Omit<FieldCondition<string>, 'field'>): boolean {
  const negative = operator === 'ne' || operator === 'ni';
  if (value === null) return negative;
  return values.some((each) => compared[operator](value, each)) !== negative;
}

const compared: Readonly<Record<Operator, (value: string, other: string) => boolean>> = {
  eq: (value, other) => value === other,
  ne: (value, other) => value === other,
  in: (value, other) => value === other,
  ni: (value, other) => value === other,
  lt: (value, other) => compareText(value, other) < 0,
  gt: (value, other) => compareText(value, other) > 0,
  le: (value, other) => compareText(value, other) <= 0,
  ge: (value, other) => compareText(value, other) >= 0,
  sw: (value, other) => value.startsWith(other),
  cn: (value, other) => value.includes(other),
};

/** Comparison of texts by code points, as databases do it; null comes first. */
export function compareText(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  const [ones, others] = [[...one], [...other]];
  const at = ones.findIndex((sign, index) => sign !== others[index]);
  if (at < 0) return ones.length - others.length;
  return (ones[at]?.codePointAt(0) ?? -1) - (others[at]?.codePointAt(0) ?? -1);
}
