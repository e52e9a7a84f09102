import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'prove', rootDir: import.meta.dirname };
