import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'cluster of the demo',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/../../test/harness/src/release-at-the-end.ts'],
  testTimeout: 120_000,
};
