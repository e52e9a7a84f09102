import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'webhook', rootDir: import.meta.dirname };
