import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'eligibility', rootDir: import.meta.dirname };
