import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'consumer', rootDir: import.meta.dirname, testTimeout: 240_000 };
