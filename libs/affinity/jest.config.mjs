import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'affinity', rootDir: import.meta.dirname };
