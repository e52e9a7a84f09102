import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'test-client',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/../harness/src/release-at-the-end.ts'],
  testTimeout: 60_000,
  maxWorkers: 2,
};
