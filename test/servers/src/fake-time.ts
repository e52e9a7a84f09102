import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unpackDebianPackage } from './debian-package.js';
import { cacheFolder } from './folders.js';

/**
 * The library that gives a process a wall clock of its own, of the system or from Debian's package. Undefined where there
 * is neither.
 */
export async function findFakeTime(): Promise<string | undefined> {
  const unpacked = join(cacheFolder(), 'faketime');
  const known = libraryIn('/') ?? libraryIn(unpacked);
  if (known !== undefined) return known;
  await unpackDebianPackage('^libfaketime$', unpacked).catch(() => undefined);
  return libraryIn(unpacked);
}

function libraryIn(root: string): string | undefined {
  const parent = join(root, 'usr/lib');
  if (!existsSync(parent)) return undefined;
  const found = readdirSync(parent).map((name) => join(parent, name, 'faketime/libfaketime.so.1'));
  return found.find((file) => existsSync(file));
}
