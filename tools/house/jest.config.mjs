import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'house', rootDir: import.meta.dirname };
