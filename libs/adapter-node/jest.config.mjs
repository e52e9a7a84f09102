import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'adapter-node', rootDir: import.meta.dirname };
