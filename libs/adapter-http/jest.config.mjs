import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'adapter-http', rootDir: import.meta.dirname };
