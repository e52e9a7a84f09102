import { expect, it } from '@jest/globals';
import { raceTwoProcesses, type RaceOutcome } from './races.js';
import { raceTwoStores } from './store-races.js';

function expectWithoutProblems(outcomes: readonly RaceOutcome[]): void {
  expect(outcomes.filter(({ problems }) => problems.length > 0)).toEqual([]);
  for (const { rounds } of outcomes) expect(rounds).toBeGreaterThan(0);
}

it('two processes on one database keep their promises where calls to both meet', async () => {
  expectWithoutProblems(await raceTwoProcesses({ seconds: 3, seed: 5 }));
}, 120_000);

it('two stores on one database lock hot endpoints in one order, and make one first endpoint', async () => {
  expectWithoutProblems(await raceTwoStores({ seconds: 2, seed: 5, endpoints: 10_000 }));
}, 120_000);
