import { expect, it } from '@jest/globals';
import { proveLifecycle } from './model.js';

it('random lives of affinities follow a simple model, over HTTP and SQLite', async () => {
  const { runs, problem } = await proveLifecycle(150, 42);
  expect(problem).toBeNull();
  expect(runs).toBe(150);
}, 120_000);
