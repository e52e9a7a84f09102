import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'agency-default', rootDir: import.meta.dirname };
