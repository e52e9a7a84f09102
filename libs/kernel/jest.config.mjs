import preset from '../../jest.preset.mjs';
export default {
  ...preset,
  displayName: 'kernel',
  rootDir: import.meta.dirname,
  // How many cases a property has to hold for: PROPERTY_RUNS=100 for a quick look.
  globals: { propertyRuns: Number(process.env.PROPERTY_RUNS ?? 1_000) },
};
