import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'console',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/../harness/src/release-at-the-end.ts'],
  testTimeout: 180_000,
  maxWorkers: 1,
};
