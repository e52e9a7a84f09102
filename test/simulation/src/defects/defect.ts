import type { Alterations } from '../alterations.js';
import type { Operation, View } from '../database-port.js';

/** A defect that is planted by a piece in place of another, and within how many seeds it shows. */
export type Defect = {
  readonly name: string;
  /** Of the invariants that it breaks. */
  readonly breaks: readonly string[];
  readonly within: number;
  /** A seed in which it shows, if it shows rarely: tests look from there. */
  readonly seenAt: number;
  readonly alterations: Alterations;
};

/** A statement of the database that does something else. */
export const operationThat = (
  names: readonly string[],
  change: (run: Operation['run']) => Operation['run'],
): Alterations => ({
  operation: (operation) => (names.includes(operation.name) ? { ...operation, run: change(operation.run) } : operation),
});

export const afterwards = (names: readonly string[], act: (view: View, rows: readonly never[]) => void): Alterations =>
  operationThat(names, (run) => async (view, rows) => {
    const results = await run(view, rows);
    act(view, rows);
    return results;
  });

export const defect = (
  name: string,
  breaks: readonly string[],
  within: number,
  alterations: Alterations,
  seenAt = 1,
): Defect => ({ name, breaks, within, alterations, seenAt });
