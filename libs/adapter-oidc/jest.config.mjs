import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'adapter-oidc', rootDir: import.meta.dirname };
