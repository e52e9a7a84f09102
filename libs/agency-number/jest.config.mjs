import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'agency-number', rootDir: import.meta.dirname };
