import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'edge',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/../harness/src/release-at-the-end.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
};
