import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');
const libraries = ['kernel', 'catalogue', 'premium', 'questionnaire', 'agency-default', 'eligibility'] as const;

const folder = mkdtempSync(join(tmpdir(), 'affinity-consumer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

type Manifest = {
  readonly version: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
};
const manifestOf = (library: string): Manifest =>
  JSON.parse(readFileSync(join(root, 'libs', library, 'package.json'), 'utf8')) as Manifest;

/** An empty project of another team, with only the packed libraries installed. */
beforeAll(() => {
  run(
    'node',
    [
      join(root, 'node_modules/typescript7/bin/tsc'),
      '-b',
      ...libraries.map((name) => `libs/${name}/tsconfig.lib.json`),
    ],
    root,
  );
  const workspaces = libraries.flatMap((library) => ['-w', `@affinity-engine/${library}`]);
  run('npm', ['pack', '--pack-destination', folder, ...workspaces], root);
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'another-team',
      version: '1.0.0',
      private: true,
      type: 'module',
      dependencies: Object.fromEntries(
        libraries.map((library) => {
          const file = tarballs.find((name) => name.startsWith(`affinity-engine-${library}-`));
          return [`@affinity-engine/${library}`, `file:${file}`];
        }),
      ),
    }),
  );
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], folder);
  cpSync(join(import.meta.dirname, 'program'), join(folder, 'src'), { recursive: true });
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2023',
        lib: ['es2023', 'dom'],
        strict: true,
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: true,
        types: [],
        outDir: 'out',
        rootDir: 'src',
      },
      include: ['src'],
    }),
  );
}, 240_000);

describe('the libraries in a project without this workspace', () => {
  it('depend only on each other and on luxon', () => {
    const installed = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed.sort()).toEqual(['@affinity-engine', 'luxon']);
    expect(readdirSync(join(folder, 'node_modules/@affinity-engine')).sort()).toEqual([...libraries].sort());
  });

  it.each(libraries)('%s has its code, its types and its README, but no tests', (library) => {
    const home = join(folder, 'node_modules/@affinity-engine', library);
    const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(expect.arrayContaining(['README.md', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts']));
    expect(files.filter((file) => /\.spec\.|tsbuildinfo|node_modules|out-tsc/.test(file))).toEqual([]);
  });

  it.each(libraries)('%s names its version, its licence and its dependencies', (library) => {
    const { version, license, dependencies = {} } = manifestOf(library);
    expect([version, license]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/), 'Apache-2.0']);
    const needed = { kernel: ['luxon'] } as Readonly<Record<string, readonly string[]>>;
    expect(Object.keys(dependencies)).toEqual(needed[library] ?? ['@affinity-engine/kernel']);
    expect(Object.values(dependencies)).not.toContain('*');
  });

  it('compile strictly, as ESM, and compute what the documents say', () => {
    run('node', [join(root, 'node_modules/typescript7/bin/tsc'), '-p', 'tsconfig.json'], folder);
    expect(JSON.parse(run('node', ['out/main.js'], folder))).toEqual({
      installments: 11,
      value: 16_316,
      billed: 179_478,
      refund: 66_000,
      problems: 0,
      unevaluated: ['PEP', 'PEP-NAME', 'PEP-PARENTING'],
      reasons: ['PRODUCT-NOT-IN-GROUP'],
      offered: [
        ['A-1', false],
        ['A-2', true],
      ],
      lastDay: '2027-11-21',
      refused: 'DATE-INVALID',
    });
  });
});
