import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'refusal', rootDir: import.meta.dirname };
