import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'adapter-mail', rootDir: import.meta.dirname };
