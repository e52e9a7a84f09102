import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { hasRoom } from './disk-space.js';

it('a disk has room for what is free on it, and for no more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-room-'));
  try {
    const { blocks, bsize } = statfsSync(folder);
    const file = join(folder, 'engine.db');
    expect([await hasRoom(file, 1), await hasRoom(file, blocks * bsize + 1)]).toEqual([true, false]);
    await expect(hasRoom(join(folder, 'gone', 'engine.db'), 1)).rejects.toThrow('ENOENT');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
