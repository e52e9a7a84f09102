import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'faults',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/../harness/src/release-at-the-end.ts'],
  maxWorkers: 1,
};
