import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** The results of the mutants of one library. */
export type Outcome = {
  /** Detected: a test failed or timed out. */
  readonly killed: number;
  readonly timedOut: number;
  /** Not detected: no test failed, or none covers it. */
  readonly survived: number;
  readonly uncovered: number;
  /** The percentage of valid mutants that were detected. */
  readonly score: number;
};

/** Runs of each property; a mutant is detected by far fewer than the usual number. */
const propertyRuns = '100';

const ownFile = (name: string): string => join(import.meta.dirname, '..', name);

/** Stops at the first failure: of files, tests and properties. Stryker leaves this to its test runner, and that to Jest. */
const firstFailure = {
  runner: ownFile('first-failure-runner.mjs'),
  testEnvironment: ownFile('first-failure-environment.mjs'),
  // As in the preset, `.js` stands for the source.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^fast-check$': ownFile('first-failure-properties.mjs'),
  },
};

/**
 * Not run: the README's example, which runs while it is loaded, so that every mutant in it would count for all tests; and
 * the specs of contract suites, which hold the suites against broken adapters, say little of the library, and take long.
 */
const leftOut = ['/example\\.spec\\.ts$', '\\.contract\\.spec\\.ts$'];

/**
 * Stryker's options. It works on a copy of the repository that holds this one library; the others are those of the
 * workspace. Everything is mutated except specs and `testing/`: sentences and explanations are promises, too. Runners
 * are replaced now and then, because ES modules that a test has loaded are never freed, and because each file that Jest
 * runs leaves behind an AsyncLocalStorage, which every promise after it costs some time in Node.js before 24.
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
    config: { ...firstFailure, testPathIgnorePatterns: leftOut },
  },
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  maxTestRunnerReuse: 15,
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
