import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'pack', rootDir: import.meta.dirname };
