import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** What became of the mutants of one library. */
export type Outcome = {
  /** Noticed: a test failed, or did not come to its end. */
  readonly killed: number;
  readonly timedOut: number;
  /** Not noticed: no test failed, or none comes by. */
  readonly survived: number;
  readonly uncovered: number;
  /** How many of a hundred valid mutants were noticed. */
  readonly score: number;
};

/** A property need not run a hundred thousand times to notice a mutant. */
const propertyRuns = '100';

/** Stops at the first failure, which Stryker leaves to its test runner, and Jest to its own. */
const runner = join(import.meta.dirname, '..', 'first-failure-runner.mjs');

/** The README's example works while it is loaded: every mutant would be one of no test in particular, and take long. */
const loadsEverything = '/example\\.spec\\.ts$';

/**
 * Stryker's own options. It works on a copy of the repository that holds this one library; the others are those of the
 * workspace. Everything is mutated but specs and `testing/`: sentences and explanations are promises, too.
 *
 * Runners are replaced now and then because ES modules, once loaded by a test, are never let go.
 */
const options = (library: string): ConstructorParameters<typeof Stryker>[0] => ({
  mutate: [`libs/${library}/src/**/*.ts`, '!**/*.spec.ts', '!**/src/testing/**'],
  ignorePatterns: ['**', '!/package.json', '!/jest.preset.mjs', `!/libs/${library}/**`, '**/dist/**', '**/out-tsc/**'],
  tempDirName: '.nx/mutation',
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    configFile: `libs/${library}/jest.config.mjs`,
    enableFindRelatedTests: false,
    config: { runner, testPathIgnorePatterns: [loadsEverything] },
  },
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  maxTestRunnerReuse: 100,
  timeoutMS: 10_000,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { reportTests: false, reportScoreTable: true, skipFull: true, allowEmojis: false },
  jsonReporter: { fileName: `.reports/mutants-${library}.json` },
});

/** Mutates one library, runs its tests against every mutant and prints those that survive. */
export async function mutate(library: string): Promise<Outcome> {
  process.env.PROPERTY_RUNS = propertyRuns;
  const mutants = await new Stryker(options(library)).runMutationTest();
  const count = (status: string): number => mutants.filter((mutant) => mutant.status === status).length;
  const [killed, timedOut] = [count('Killed'), count('Timeout')];
  const [survived, uncovered] = [count('Survived'), count('NoCoverage')];
  const noticed = killed + timedOut;
  return { killed, timedOut, survived, uncovered, score: (100 * noticed) / (noticed + survived + uncovered) };
}
