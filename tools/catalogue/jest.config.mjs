import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'catalogue-tool', rootDir: import.meta.dirname };
