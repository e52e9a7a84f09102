import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'harness',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/src/release-at-the-end.ts'],
  testTimeout: 30_000,
  maxWorkers: 2,
};
