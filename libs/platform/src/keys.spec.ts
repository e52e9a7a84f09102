import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { documentLinks, signedTokens } from '@affinity-engine/adapter-http';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { engineKeys, ringOf } from './keys.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'affinity-engine-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const texts = (keys: ReturnType<typeof engineKeys>) =>
  Object.values(keys)
    .filter((key) => key instanceof Uint8Array)
    .map((key) => Buffer.from(key).toString('hex'));
const secret = 'a secret of my own, of 32 characters';

describe('the keys of an engine', () => {
  it('are one for each purpose, none of them the secret', () => {
    const made = texts(engineKeys({ secret, dataDir: folder }));
    expect(new Set(made).size).toBe(6);
    for (const key of made) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  it('of a previous secret come after those of the current', () => {
    const previous = 'another secret, of 32 characters too';
    const keys = engineKeys({ secret, previousSecret: previous, dataDir: folder });
    const before = engineKeys({ secret: previous, dataDir: folder });
    expect(ringOf(keys, 'tokens')).toEqual([engineKeys({ secret, dataDir: folder }).tokens, before.tokens]);
    expect(ringOf(before, 'tokens')).toEqual([before.tokens]);
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
    expect(readdirSync(dataDir)).toEqual(['engine-secret']);
    expect(engineKeys({ secret: null, dataDir: folder })).not.toEqual(first);
  });

  it('of processes that start at once are the same', async () => {
    const program = `const { engineKeys } = await import(${JSON.stringify(join(import.meta.dirname, 'keys.ts'))});
      process.stdout.write(Buffer.from(engineKeys({ secret: null, dataDir: process.argv[1] }).seal).toString('hex'));`;
    const args = ['--conditions=@affinity-engine/source', '--import', 'tsx', '--input-type=module', '-e', program];
    const run = promisify(execFile);
    const made = await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, [...args, folder])));
    expect(new Set(made.map(({ stdout }) => stdout)).size).toBe(1);
    expect(readdirSync(folder)).toEqual(['engine-secret']);
  }, 30_000);

  it('are not made of a file that holds no secret', () => {
    writeFileSync(join(folder, 'engine-secret'), '');
    expect(() => engineKeys({ secret: null, dataDir: folder })).toThrow(/holds no secret/);
  });

  it('open the tokens and links that the version before made', () => {
    const before = join(import.meta.dirname, '../../../test/conformance/fixtures/before');
    const made = JSON.parse(readFileSync(join(before, 'tokens.json'), 'utf8')) as Record<string, string>;
    const now = Date.parse('2026-11-28T17:40:00Z');
    const keys = engineKeys({ secret: null, dataDir: copied(join(before, 'engine-secret')) });
    const links = documentLinks(() => 'http://127.0.0.1:3999', [keys.links], { now: () => now });
    expect(links.open(made['link']?.split('/').at(-1) ?? '')).toMatchObject({
      id: made['affinityId'],
      purpose: 'certificate',
    });
    jest.useFakeTimers({ now });
    try {
      expect(signedTokens([keys.tokens]).read(made['token'] ?? '')).toMatchObject({ role: 'partner', ver: 1 });
    } finally {
      jest.useRealTimers();
    }
  });
});

/** A data folder with the secret of another one. */
function copied(file: string): string {
  writeFileSync(join(folder, 'engine-secret'), readFileSync(file), { mode: 0o600 });
  return folder;
}
