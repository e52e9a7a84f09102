import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'supply', rootDir: import.meta.dirname, testTimeout: 120_000 };
