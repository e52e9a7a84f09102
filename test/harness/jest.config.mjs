import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'harness', rootDir: import.meta.dirname };
