import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'docs',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/../../test/harness/src/release-at-the-end.ts'],
  testTimeout: 60_000,
};
