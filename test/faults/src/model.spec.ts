import { expect, it } from '@jest/globals';
import { proveLifecycle } from './model.js';

it('lets random lives of affinities go as the plainest model says, over HTTP and SQLite', async () => {
  const { runs, fault } = await proveLifecycle(150, 42);
  expect(fault).toBeNull();
  expect(runs).toBe(150);
}, 120_000);
