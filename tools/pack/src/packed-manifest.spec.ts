import { describe, expect, it } from '@jest/globals';
import { packedManifest, type Manifest } from './packed-manifest.js';

const exports = {
  './package.json': './package.json',
  '.': { '@affinity-engine/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
};
const manifest: Manifest = { name: '@affinity-engine/one', version: '1.2.3', exports, license: 'Apache-2.0' };
const versions = { '@affinity-engine/other': '2.0.1' };

describe('a packed manifest', () => {
  it('has exact beginnings of versions instead of those of the workspace', () => {
    const dependencies = { '@affinity-engine/other': '*', luxon: '3.7.2' };
    expect(packedManifest({ ...manifest, dependencies }, versions).dependencies).toEqual({
      '@affinity-engine/other': '^2.0.1',
      luxon: '3.7.2',
    });
  });

  it('leads to compiled files only', () => {
    expect(packedManifest(manifest, versions).exports).toEqual({
      './package.json': './package.json',
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    });
  });

  it('has the entries of publishConfig instead, where it has some', () => {
    const publishConfig = { exports: { '.': exports['.'] } };
    expect(Object.keys(packedManifest({ ...manifest, publishConfig }, versions).exports)).toEqual(['.']);
  });

  it('has nothing that only this workspace reads', () => {
    const own = { private: true, nx: {}, scripts: {}, devDependencies: {}, publishConfig: {} };
    expect(packedManifest({ ...manifest, ...own }, versions)).toEqual(packedManifest(manifest, versions));
  });
});
