import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'faults',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/../harness/src/release-at-the-end.ts'],
  globalSetup: '@affinity-engine/test-servers/postgres-global-setup',
  globalTeardown: '@affinity-engine/test-servers/postgres-global-teardown',
  testTimeout: 60_000,
  maxWorkers: 1,
};
