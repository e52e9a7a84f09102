import { expect, it } from '@jest/globals';
import { proveLifecycle } from './model.js';

it('lets random lives of affinities go as the plainest model says, over HTTP and SQLite', async () => {
  const { runs, problem } = await proveLifecycle(150, 42);
  expect(problem).toBeNull();
  expect(runs).toBe(150);
}, 120_000);
