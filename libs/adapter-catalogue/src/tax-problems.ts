import type { Catalogue } from '@affinity-engine/catalogue';
import type { PlainDate } from '@affinity-engine/kernel';
import type { CheckedFiles } from './checked-files.js';
import type { Problem } from '@affinity-engine/kernel';

/** The tax table, and the day on which every product needs a rate. */
export type Taxation = { readonly taxes: CheckedFiles<Catalogue['taxes']>; readonly today: PlainDate };

/** A line of business without a tax rate today; none if some rows could not be read. */
export function taxProblems(
  { jurisdiction, line }: { readonly jurisdiction: string; readonly line: string },
  { taxes, today }: Taxation,
): readonly Problem[] {
  const rows = taxes.filed.flatMap(({ value }) => value);
  const begins = rows.filter((row) => row.jurisdiction === jurisdiction && row.line === line).map(({ from }) => from);
  if (taxes.problems.length > 0 || begins.some((from) => from <= today)) return [];
  const [first] = begins.sort();
  const expected =
    first === undefined
      ? `a line taxes.json has a row for in ${jurisdiction}, not ${line}`
      : `a line taxes.json has a row for in ${jurisdiction} that is in force on ${today}; the first of ${line} begins on ${first}`;
  return [{ path: '$.line', expected }];
}
