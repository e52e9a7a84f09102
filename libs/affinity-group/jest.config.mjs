import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'affinity-group', rootDir: import.meta.dirname };
