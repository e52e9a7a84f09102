import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { findFakeTime } from './fake-time.js';

describe('a clock of its own', () => {
  it('is given to a process where the library is found or unpacked', async () => {
    const library = await findFakeTime();
    if (library === undefined) return console.warn('libfaketime is neither here nor in Debian: not tried');
    const env = { LD_PRELOAD: library, FAKETIME: '-3600' };
    const theirs = Number(execFileSync(process.execPath, ['-p', 'Date.now()'], { env, encoding: 'utf8' }));
    expect(Math.abs(Date.now() - 3_600_000 - theirs)).toBeLessThan(60_000);
  });
});
