import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'adapter-catalogue', rootDir: import.meta.dirname };
