import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'house',
  rootDir: import.meta.dirname,
  // Examples of the guides have their tests beside them.
  roots: ['<rootDir>/src', '<rootDir>/../../docs/examples'],
  setupFilesAfterEnv: ['<rootDir>/../../test/harness/src/release-at-the-end.ts'],
  testTimeout: 60_000,
};
