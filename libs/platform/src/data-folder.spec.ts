import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refuseOpenFolder } from './data-folder.js';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'data-folder-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the folder of data', () => {
  it.each([
    ['production', 0o777, true],
    ['production', 0o702, true],
    ['production', 0o755, false],
    ['production', 0o700, false],
    ['sandbox', 0o777, false],
  ] as const)('in %s with the mode %o is refused: %s', (mode, bits, isRefused) => {
    chmodSync(folder, bits);
    const check = () => refuseOpenFolder({ mode, dataDir: folder });
    if (isRefused) expect(check).toThrow(`DATA_DIR: expected a folder that others cannot write to in production`);
    else expect(check).not.toThrow();
  });

  it('that is not there yet is made later', () => {
    expect(() => refuseOpenFolder({ mode: 'production', dataDir: join(folder, 'none') })).not.toThrow();
  });
});
