import type * as Jest from '@jest/globals';

/**
 * The words a contract suite is written in, taken from the test that runs it: importing the in-memory adapters
 * needs no test runner.
 */
export const jestGlobals = (): Pick<typeof Jest, 'describe' | 'it' | 'expect' | 'beforeEach' | 'afterEach'> =>
  globalThis as unknown as typeof Jest;
