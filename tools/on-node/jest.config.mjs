import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'on-node', rootDir: import.meta.dirname };
