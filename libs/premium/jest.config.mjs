import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'premium',
  rootDir: import.meta.dirname,
  // How many cases a property of money or dates has to hold for: PROPERTY_RUNS=1000 for a quick look.
  globals: { propertyRuns: Number(process.env.PROPERTY_RUNS ?? 100_000) },
  testTimeout: 120_000,
};
