import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { unpackedLibraries } from './debian-package.js';

const folder = mkdtempSync(join(tmpdir(), 'affinity-engine-unpacked-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('libraries of an unpacked program are found, also those that a package keeps in a folder of its own', () => {
  const libraries = join(folder, 'usr/lib/x86_64-linux-gnu');
  for (const name of [
    'libpulse.so.0',
    'pulseaudio/libpulsecommon-16.1.so',
    'gtk-3.0/immodules/im-xim.so',
    'perl/a.pm',
  ]) {
    const file = join(libraries, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  }
  expect(unpackedLibraries(folder)).toEqual({ LD_LIBRARY_PATH: [libraries, join(libraries, 'pulseaudio')].join(':') });
  expect(unpackedLibraries(join(folder, 'nothing'))).toEqual({});
});
