import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'servers',
  rootDir: import.meta.dirname,
  globalSetup: '@affinity-engine/test-servers/postgres-global-setup',
  globalTeardown: '@affinity-engine/test-servers/postgres-global-teardown',
  testTimeout: 30_000,
  maxWorkers: 2,
};
