import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'conformance',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/../harness/src/release-at-the-end.ts'],
  testTimeout: 30_000,
  maxWorkers: 2,
};
