import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'adapter-delivery', rootDir: import.meta.dirname };
