import type * as Jest from '@jest/globals';

/** The words a contract suite is written in. */
export type JestGlobals = Pick<typeof Jest, 'describe' | 'it' | 'expect' | 'beforeEach' | 'afterEach'>;

let instead: JestGlobals | undefined;

/**
 * The words a contract suite is written in, taken from the test that runs it: importing the in-memory adapters
 * needs no test runner.
 */
export const jestGlobals = (): JestGlobals => instead ?? (globalThis as unknown as JestGlobals);

/** Registers a suite with other words than jest's. */
export function registeredWith(words: JestGlobals, suite: () => void): void {
  const before = instead;
  instead = words;
  try {
    suite();
  } finally {
    instead = before;
  }
}
