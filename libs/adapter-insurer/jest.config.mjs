import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'adapter-insurer', rootDir: import.meta.dirname };
