import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'quotation-product', rootDir: import.meta.dirname };
