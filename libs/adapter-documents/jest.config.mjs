import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'adapter-documents', rootDir: import.meta.dirname };
