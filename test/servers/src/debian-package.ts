import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { whileLocked } from './install-lock.js';

const run = promisify(execFile);

/**
 * Unpacks a Debian package, and the libraries it needs that this system lacks, into a folder of its own. Nothing is
 * installed in the system, so that root is not needed and no server is started. Once, if several processes ask.
 * @param pattern apt-cache's regular expression; of several packages the one with the highest version
 */
export async function unpackDebianPackage(pattern: string, folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  await whileLocked(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    const work = `${folder}.partial`;
    rmSync(work, { recursive: true, force: true });
    for (const name of ['archives', 'lists/partial', 'root']) mkdirSync(join(work, name), { recursive: true });
    try {
      await download(pattern, join(work, 'archives'), []);
    } catch {
      // Without lists of packages, or with old ones. Own lists: only root may update those of the system.
      const ownLists = ['-o', `Dir::State::lists=${join(work, 'lists')}`, '-o', `Dir::Cache=${work}`];
      await run('apt-get', [...ownLists, 'update']);
      await download(pattern, join(work, 'archives'), ownLists);
    }
    for (const archive of readdirSync(join(work, 'archives')).filter((name) => name.endsWith('.deb')))
      await run('dpkg', ['-x', join(work, 'archives', archive), join(work, 'root')]);
    renameSync(join(work, 'root'), folder);
    rmSync(work, { recursive: true, force: true });
  });
}

async function download(pattern: string, folder: string, options: readonly string[]): Promise<void> {
  const found = await run('apt-cache', [...options, 'search', '--names-only', pattern]);
  const [name] = firstWords(found.stdout).sort((one, other) => other.localeCompare(one, 'en', { numeric: true }));
  if (name === undefined) throw new Error(`Debian has no package ${pattern}`);
  const simulated = await run('apt-get', [...options, '--simulate', '--no-install-recommends', 'install', name]);
  const missing = simulated.stdout.split('\n').filter((line) => line.startsWith('Inst '));
  const names = new Set([name, ...firstWords(missing.map((line) => line.slice('Inst '.length)).join('\n'))]);
  await run('apt-get', [...options, 'download', ...names], { cwd: folder });
}

const firstWords = (lines: string): string[] => lines.split('\n').flatMap((line) => /^\S+/.exec(line)?.[0] ?? []);

/**
 * The environment with which unpacked programs find the libraries that were unpacked beside them. Some packages keep
 * libraries of their own in a folder below the usual one, and look there by its full path: these folders count, too.
 */
export function unpackedLibraries(folder: string): Readonly<Record<string, string>> {
  const usual = ['usr/lib', 'lib']
    .map((name) => join(folder, name))
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
    .filter((path) => /-linux-[^/]+$/.test(path));
  const own = usual.flatMap((parent) =>
    readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(parent, name))
      .filter((path) => readdirSync(path).some((name) => /^lib.*\.so(?:\.|$)/.test(name))),
  );
  const found = [...usual, ...own];
  return found.length === 0 ? {} : { LD_LIBRARY_PATH: found.join(':') };
}
