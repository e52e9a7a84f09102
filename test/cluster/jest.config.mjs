import preset from '../../jest.preset.mjs';

/** Suites of the conformance and fault tests that are run again against an engine of several processes. */
const suites = [
  'promises',
  'agency-numbers',
  'contract',
  'dam',
  'events',
  'group-races',
  'idempotency',
  'own-clients',
  'people',
  'quotation',
  'underwriters',
  'webhook',
];

export default {
  ...preset,
  displayName: 'cluster',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/../conformance/src', '<rootDir>/../faults/src'],
  testMatch: suites.map((name) => `**/${name}.spec.ts`),
  setupFiles: ['<rootDir>/as-cluster.mjs'],
  setupFilesAfterEnv: ['<rootDir>/../harness/src/release-at-the-end.ts'],
  globalSetup: '@affinity-engine/test-servers/postgres-global-setup',
  globalTeardown: '@affinity-engine/test-servers/postgres-global-teardown',
  testTimeout: 60_000,
  maxWorkers: 1,
};
