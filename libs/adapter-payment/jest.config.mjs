import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'adapter-payment', rootDir: import.meta.dirname };
