import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'premium', rootDir: import.meta.dirname };
