import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'house',
  rootDir: import.meta.dirname,
  // The tests of the guides' examples are in the same folder as the examples.
  roots: ['<rootDir>/src', '<rootDir>/../../docs/examples'],
  setupFilesAfterEnv: ['<rootDir>/../../test/harness/src/release-at-the-end.ts'],
  testTimeout: 60_000,
  // Guides run two at a time, each with an engine of its own.
  maxConcurrency: 2,
};
