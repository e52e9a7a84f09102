import preset from '../../jest.preset.mjs';
export default { ...preset, displayName: 'adapter-nats', rootDir: import.meta.dirname };
