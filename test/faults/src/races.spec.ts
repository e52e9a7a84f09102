import { expect, it } from '@jest/globals';
import { raceTwoProcesses } from './races.js';

it('two processes on one database keep their promises where calls to both meet', async () => {
  const outcomes = await raceTwoProcesses({ seconds: 3, seed: 5 });
  expect(outcomes.filter(({ problems }) => problems.length > 0)).toEqual([]);
  for (const { rounds } of outcomes) expect(rounds).toBeGreaterThan(0);
}, 120_000);
