import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { engineKeys } from './keys.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'affinity-engine-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const texts = (keys: ReturnType<typeof engineKeys>) =>
  Object.values(keys).map((key) => Buffer.from(key).toString('hex'));
const secret = 'a secret of my own, of 32 characters';

describe('the keys of an engine', () => {
  it('are one for each purpose, none of them the secret', () => {
    const made = texts(engineKeys({ secret, dataDir: folder }));
    expect(new Set(made).size).toBe(4);
    for (const key of made) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  it('follow from the secret alone', () => {
    const dataDir = join(folder, 'other');
    expect(engineKeys({ secret, dataDir })).toEqual(engineKeys({ secret, dataDir: folder }));
    expect(texts(engineKeys({ secret: `${secret}.`, dataDir }))).not.toEqual(texts(engineKeys({ secret, dataDir })));
  });

  it('of an installation without a secret come from one it makes and keeps, readable to itself only', () => {
    const dataDir = join(folder, 'new', 'data');
    const first = engineKeys({ secret: null, dataDir });
    expect(engineKeys({ secret: null, dataDir })).toEqual(first);
    const file = join(dataDir, 'engine-secret');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^[\w-]{43}$/);
    expect(engineKeys({ secret: null, dataDir: folder })).not.toEqual(first);
  });

  it('are not made of a file that holds no secret', () => {
    writeFileSync(join(folder, 'engine-secret'), '');
    expect(() => engineKeys({ secret: null, dataDir: folder })).toThrow(/holds no secret/);
  });
});
