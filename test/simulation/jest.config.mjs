import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'simulation',
  rootDir: import.meta.dirname,
  testTimeout: 300_000,
  maxWorkers: 1,
};
