import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findPrograms } from './programs.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'affinity-engine-test-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Programs in folders below the root of this test. */
function programs(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), '#!/bin/sh\n');
    chmodSync(join(root, file), 0o755);
  }
}
const placesWith = (env: Readonly<Record<string, string>> = {}) => ({
  env: { PATH: join(root, 'path'), ...env },
  system: join(root, 'system'),
  cache: join(root, 'cache'),
});

describe('the programs of a server', () => {
  it('are those of the folder that a setting names, before any other', async () => {
    programs('chosen/nats-server', 'path/nats-server');
    const places = placesWith({ TEST_NATS_BIN: join(root, 'chosen') });
    expect(await findPrograms('nats', places)).toEqual({ folder: join(root, 'chosen'), env: {} });
  });

  it('are never others than those that a setting names', async () => {
    programs('path/nats-server');
    const places = placesWith({ TEST_NATS_BIN: '/nowhere' });
    await expect(findPrograms('nats', places)).rejects.toThrow('TEST_NATS_BIN: no nats-server in /nowhere');
  });

  it('are those on PATH, if all of them are there, before those in the folders of Debian', async () => {
    programs('path/postgres', 'system/usr/lib/postgresql/15/bin/postgres', 'system/usr/lib/postgresql/15/bin/initdb');
    const inDebian = join(root, 'system/usr/lib/postgresql/15/bin');
    expect((await findPrograms('postgres', placesWith())).folder).toBe(inDebian);
    programs('path/initdb');
    expect((await findPrograms('postgres', placesWith())).folder).toBe(join(root, 'path'));
  });

  it('are of the highest version', async () => {
    for (const version of [9, 17, 15])
      programs(...['postgres', 'initdb'].map((name) => `system/usr/lib/postgresql/${version}/bin/${name}`));
    const { folder } = await findPrograms('postgres', placesWith());
    expect(folder).toBe(join(root, 'system/usr/lib/postgresql/17/bin'));
  });

  it('are those that were installed before, with the libraries that came with them', async () => {
    programs('cache/nats/usr/sbin/nats-server', 'cache/nats/usr/lib/x86_64-linux-gnu/libany.so');
    expect(await findPrograms('nats', placesWith())).toEqual({
      folder: join(root, 'cache/nats/usr/sbin'),
      env: { LD_LIBRARY_PATH: join(root, 'cache/nats/usr/lib/x86_64-linux-gnu') },
    });
  });

  it.each([
    ['postgres', 'initdb and postgres', 'TEST_POSTGRES_BIN'],
    ['nats', 'nats-server', 'TEST_NATS_BIN'],
    ['nginx', 'nginx', 'TEST_NGINX_BIN'],
  ] as const)('of %s: if they are nowhere, the error says how to get them', async (server, names, setting) => {
    const error = await findPrograms(server, placesWith()).catch((thrown: Error) => thrown);
    const { message } = error as Error;
    expect(message).toContain(`The tests need ${names}, found neither on PATH nor in Debian's folders.`);
    expect(message).toContain('failed: this system has no apt-get.');
    expect(message).toContain('apt-get install');
    expect(message).toContain(`or set ${setting} to the folder of its programs`);
  });
});
