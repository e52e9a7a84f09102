import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packedManifest, type Manifest } from './packed-manifest.js';

const root = join(import.meta.dirname, '..', '..', '..');

/** A library that is not compiled, or not with its present files. */
export class NotBuilt extends Error {}

/** The folders of all libraries, by name. */
export const libraries = (): readonly string[] => readdirSync(join(root, 'libs')).sort();

/** The name of a library's tarball: that which `npm pack` gives it. */
export const tarballOf = (library: string): string =>
  `affinity-engine-${library}-${manifestOf(join(root, 'libs', library)).version}.tgz`;

/**
 * Packs every library, as `npm publish` would, into a folder. The same sources make the same bytes.
 *
 * Sources are packed beside what was compiled from them: source maps and declaration maps point there.
 * @param to the folder of the tarballs; it is made if need be
 * @returns the names of the tarballs
 * @throws NotBuilt
 */
export function pack(to: string): readonly string[] {
  const staged = mkdtempSync(join(tmpdir(), 'affinity-pack-'));
  try {
    const names = libraries();
    const manifests = names.map((name) => manifestOf(join(root, 'libs', name)));
    const versions = Object.fromEntries(manifests.map(({ name, version }) => [name, version]));
    names.forEach((name, at) => stage(name, packedManifest(manifests[at] as Manifest, versions), join(staged, name)));
    mkdirSync(to, { recursive: true });
    packFolders(staged, names, to);
    return names.map(tarballOf);
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** Runs `npm pack` on folders in `home`. */
export function packFolders(home: string, folders: readonly string[], to: string): void {
  const options = ['--pack-destination', to, '--ignore-scripts', '--silent'];
  execFileSync('npm', ['pack', ...folders.map((folder) => `./${folder}`), ...options], { cwd: home, stdio: 'pipe' });
}

/** Lays out what npm finds when it packs a library. */
function stage(library: string, manifest: Manifest, folder: string): void {
  const home = join(root, 'libs', library);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  for (const file of ['README.md', ...listed(manifest), ...compiledOf(home)]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(home, file), join(folder, file), { recursive: true });
  }
}

/** What the manifest lists, without the exceptions, which npm knows, and without `dist`. */
const listed = (manifest: Manifest): readonly string[] =>
  (manifest['files'] as readonly string[]).filter((name) => !name.startsWith('!') && name !== 'dist');

/** The compiled files of the present sources: `dist` may still have those of sources that were removed. */
function compiledOf(home: string): readonly string[] {
  const sources = readdirSync(join(home, 'src'), { recursive: true, encoding: 'utf8' });
  const modules = sources.filter((file) => /\.ts$/.test(file) && !/\.(?:spec|d)\.ts$/.test(file));
  const files = modules.flatMap((file) =>
    ['.js', '.js.map', '.d.ts', '.d.ts.map'].map((ending) => join('dist', file.replace(/\.ts$/, ending))),
  );
  const missing = files.find((file) => !existsSync(join(home, file)));
  if (missing !== undefined) throw new NotBuilt(`${join(home, missing)} is missing: npm run typecheck makes it`);
  return files;
}

const manifestOf = (home: string): Manifest => JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
