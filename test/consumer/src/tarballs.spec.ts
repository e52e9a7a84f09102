import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { libraries, pack, packFolders, tarballOf } from '@affinity-engine/tool-pack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root, run, type Installed } from './another-project.js';

const folder = mkdtempSync(join(tmpdir(), 'affinity-tarballs-'));
const [packed, again] = ['packed', 'again'].map((name) => join(folder, name)) as [string, string];
const unpacked = (library: string): string => join(folder, 'unpacked', library);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Packs all libraries, and unpacks them for what looks into them. */
beforeAll(() => {
  pack(packed);
  for (const library of libraries()) {
    run(folder, 'mkdir', '-p', unpacked(library));
    run(folder, 'tar', '-xzf', join(packed, tarballOf(library)), '-C', unpacked(library), '--strip-components=1');
  }
}, 120_000);

const filesOf = (library: string): readonly string[] =>
  readdirSync(unpacked(library), { recursive: true, encoding: 'utf8' });
const textOf = (library: string, file: string): string => readFileSync(join(unpacked(library), file), 'utf8');
const manifestOf = (library: string): Installed => JSON.parse(textOf(library, 'package.json')) as Installed;

/** Which packages a compiled file and its declarations import. */
const imported =
  /^(?:import|export)\b[^'"]*?\bfrom ['"]([^'"]+)['"]|^import ['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm;
const packagesIn = (text: string): readonly string[] =>
  [...text.matchAll(imported)]
    .map(([, from, bare, called]) => from ?? bare ?? called ?? '')
    .filter((name) => !/^[.]|^node:/.test(name) && !builtinModules.includes(name))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));

describe.each(libraries())('the tarball of %s', (library) => {
  it('has code, types, sources, README and licence, and no tests', () => {
    const files = filesOf(library);
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts']),
    );
    expect(files.filter((file) => /\.spec\.|tsbuildinfo|node_modules|out-tsc|jest\.config/.test(file))).toEqual([]);
  });

  it('says what it is, and for which Node.js', () => {
    expect(manifestOf(library)).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      license: 'Apache-2.0',
      description: expect.stringMatching(/^[A-Z].{20,}\.$/),
      keywords: expect.arrayContaining(['insurance']),
      engines: { node: '>=20.19.0' },
      sideEffects: false,
      type: 'module',
    });
    const left = ['private', 'nx', 'scripts', 'devDependencies', 'publishConfig'];
    expect(Object.keys(manifestOf(library)).filter((name) => left.includes(name))).toEqual([]);
    expect(JSON.stringify(manifestOf(library).exports)).not.toContain('src/');
  });

  it('names in its dependencies all that it imports, in versions', () => {
    const {
      name,
      dependencies = {},
      peerDependencies = {},
    } = manifestOf(library) as Installed & {
      readonly peerDependencies?: Readonly<Record<string, string>>;
    };
    const compiled = filesOf(library).filter((file) => /^dist\/.*\.(?:js|d\.ts)$/.test(file));
    const used = new Set(compiled.flatMap((file) => packagesIn(textOf(library, file))));
    expect(
      [...used].filter((each) => ![name, ...Object.keys({ ...dependencies, ...peerDependencies })].includes(each)),
    ).toEqual([]);
    expect(Object.values(dependencies).filter((range) => !/^\^?\d+\.\d+\.\d+$/.test(range))).toEqual([]);
  });

  it('needs other packages only if it is an adapter, or starts processes', () => {
    const needed: Readonly<Record<string, readonly string[]>> = { kernel: ['luxon'] };
    const others = Object.keys(manifestOf(library).dependencies ?? {}).filter((name) => !name.startsWith('@affinity-'));
    if (!/^adapter-|^platform$/.test(library)) expect(others).toEqual(needed[library] ?? []);
  });

  it('has every file that its maps point to', () => {
    const maps = filesOf(library).filter((file) => file.endsWith('.map'));
    const missing = maps.flatMap((map) => {
      const { sources } = JSON.parse(textOf(library, map)) as { readonly sources: readonly string[] };
      const files = new Set(filesOf(library));
      return sources.map((source) => join(map, '..', source)).filter((source) => !files.has(source));
    });
    expect([maps.length > 0, missing]).toEqual([true, []]);
  });

  it('is in order for publint', async () => {
    expect(await lint(join(packed, tarballOf(library)))).toEqual([]);
  });

  it('has types that agree with its code, wherever ES modules are read', async () => {
    expect(await typeProblems(join(packed, tarballOf(library)))).toEqual([]);
  });
});

/** The errors, warnings and suggestions of publint. */
async function lint(tarball: string): Promise<readonly string[]> {
  const { messages, pkg = {} } = await publint({ strict: true, pack: { tarball: bytesOf(tarball) } });
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

/** The problems of arethetypeswrong, for readers of ES modules: the libraries are nothing else. */
async function typeProblems(tarball: string): Promise<readonly string[]> {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(bytesOf(tarball))));
  if (result.types === false) return ['no types'];
  const esmOnly = (problem: object): boolean =>
    !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(String(problem.resolutionKind)));
  return result.problems.filter(esmOnly).map((problem) => JSON.stringify(problem));
}

const bytesOf = (file: string): ArrayBuffer => {
  const bytes = readFileSync(file);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};

describe('tarballs', () => {
  it('are refused by both checks when a file they name is missing', async () => {
    cpSync(unpacked('eligibility'), join(folder, 'broken'), { recursive: true });
    rmSync(join(folder, 'broken/dist/index.d.ts'));
    packFolders(folder, ['broken'], folder);
    const tarball = join(folder, tarballOf('eligibility'));
    expect(await lint(tarball)).toEqual([
      expect.stringContaining('types is ./dist/index.d.ts but the file does not exist'),
    ]);
    expect(await typeProblems(tarball)).not.toEqual([]);
  });

  const tool = join(root, 'tools/pack/dist/main.js');

  it('are made by npm run pack, in the folder that --to names, and are the same whenever the sources are', () => {
    expect(run(root, 'node', tool, '--to', again)).toContain(`${libraries().length} tarballs are in ${again}`);
    expect(readdirSync(again).sort()).toEqual(libraries().map(tarballOf).sort());
    const differing = readdirSync(again).filter(
      (name) => !readFileSync(join(packed, name)).equals(readFileSync(join(again, name))),
    );
    expect(differing).toEqual([]);
  });

  it('are not made where the command line is not understood', () => {
    expect(run(root, 'node', tool, '--help')).toContain('--to FOLDER');
    expect(() => run(root, 'node', tool, '--too', again)).toThrow("Unknown option '--too'");
  });
});
