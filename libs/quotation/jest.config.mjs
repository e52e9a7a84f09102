import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'quotation', rootDir: import.meta.dirname };
