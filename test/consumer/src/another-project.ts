import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pack } from '@affinity-engine/tool-pack';

export const root = join(import.meta.dirname, '../../..');

/** Runs a command and returns what it prints. @throws when it fails; the message has what it printed on stderr. */
export const run = (folder: string, command: string, ...args: readonly string[]): string =>
  execFileSync(command, [...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });

/** A package.json of an installed library. */
export type Installed = {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [other: string]: unknown;
};

/**
 * An empty project of another team, with the packed libraries installed from their tarballs and nothing else of ours.
 * Third-party packages come from npm's cache or registry; what they would build is taken from this workspace.
 */
export function installedProject(folder: string): void {
  const tarballs = pack(join(folder, 'tarballs'));
  const write = writerOf(folder);
  const project = { name: 'another-team', version: '1.0.0', private: true, type: 'module' };
  write('package.json', JSON.stringify(project));
  write(
    'package-lock.json',
    JSON.stringify({ ...project, lockfileVersion: 3, requires: true, packages: lockedHere() }),
  );
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  run(folder, 'npm', 'install', ...options, ...tarballs.map((name) => `./tarballs/${name}`));
  cpSync(join(root, 'node_modules/sqlite3/build'), join(folder, 'node_modules/sqlite3/build'), { recursive: true });
  for (const tool of ['vitest', '@types/node', '@jest/globals']) linkTool(folder, tool);
  cpSync(join(import.meta.dirname, 'program'), join(folder, 'src'), { recursive: true });
  writeUses(folder);
}

/** Third-party packages in the versions of this workspace: its own install has put those into npm's cache. */
function lockedHere(): Readonly<Record<string, unknown>> {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, unknown>>;
  };
  const ours = /^$|^(?!node_modules\/)|^node_modules\/@affinity-engine\//;
  return Object.fromEntries(Object.entries(lock.packages).filter(([place]) => !ours.test(place)));
}

const linkTool = (folder: string, name: string): void => {
  const link = join(folder, 'node_modules', name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(root, 'node_modules', name), link);
};

const writerOf =
  (folder: string) =>
  (file: string, text: string): void =>
    writeFileSync(join(folder, file), text);

const home = (folder: string): string => join(folder, 'node_modules/@affinity-engine');

/** The libraries in a project, by folder. */
export const installed = (folder: string): Readonly<Record<string, Installed>> =>
  Object.fromEntries(
    readdirSync(home(folder))
      .sort()
      .map((name) => [name, JSON.parse(readFileSync(join(home(folder), name, 'package.json'), 'utf8')) as Installed]),
  );

/** Every name under which something can be imported, except the manifests. */
export const entriesOf = (folder: string): readonly string[] =>
  Object.values(installed(folder)).flatMap(({ name, exports }) =>
    Object.keys(exports)
      .filter((entry) => !entry.endsWith('.json'))
      .map((entry) => `${name}${entry.slice(1)}`),
  );

/** The same small program in each way in which a project may use the libraries: all entries, and one rule. */
function writeUses(folder: string): void {
  const entries = entriesOf(folder);
  const write = writerOf(folder);
  const refund = `refundOf({ paid: 116000, premium: 110000, fees: 6000, tax: 0, lifetimeStart: plainDate('2026-01-01'),
    lifetimeEnd: plainDate('2026-12-31'), issuedOn: plainDate('2025-12-01'), on: plainDate('2026-04-01'),
    reason: 'requested-by-holder' }).refund`;
  const rules = `import { plainDate } from '@affinity-engine/kernel';\nimport { refundOf } from '@affinity-engine/premium';\n`;
  const all = entries.map((entry, at) => `import * as entry${at} from '${entry}';\n`).join('');
  const list = `[${entries.map((_, at) => `entry${at}`).join(', ')}]`;
  const print = (of: string) => `console.log(JSON.stringify({ entries: ${of}.length, refund: ${refund} }));\n`;
  const test = `it('works', () => expect([${list}.length, ${refund}]).toEqual([${entries.length}, 66000]));\n`;
  write('program.mjs', rules + all + print(list));
  write(
    'program.cjs',
    `const { plainDate } = require('@affinity-engine/kernel');
const { refundOf } = require('@affinity-engine/premium');
${print(`${JSON.stringify(entries)}.map((entry) => Object.keys(require(entry)))`)}`,
  );
  write('jest.test.js', rules + all + test);
  write(
    'jest.config.js',
    `export const testMatch = ['**/jest.test.js'];\nexport default { testMatch, transform: {} };\n`,
  );
  write('vitest.test.js', `import { expect, it } from 'vitest';\n${rules}${all}${test}`);
  write('src/every-entry.ts', `${all}export const entries = ${list};\n`);
  const strict = { target: 'es2023', lib: ['es2023', 'dom'], types: ['node'], strict: true, rootDir: 'src' };
  const config = (compilerOptions: object, ...files: readonly string[]) =>
    JSON.stringify({
      compilerOptions: { ...strict, ...compilerOptions },
      files: files.map((file) => `src/${file}.ts`),
    });
  const strictest = { noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, outDir: 'out' };
  write('tsconfig.json', config({ module: 'nodenext', ...strictest }, 'main', 'engine'));
  write('tsconfig.nodenext.json', config({ module: 'nodenext', noEmit: true }, 'every-entry'));
  const bundler = { module: 'esnext', moduleResolution: 'bundler', noEmit: true, skipLibCheck: true };
  write('tsconfig.bundler.json', config(bundler, 'every-entry'));
}

const [node, tsc] = [process.execPath, join(root, 'node_modules/typescript7/bin/tsc')];

/** The ways in which a project uses the libraries. Each returns what is printed, and throws when it does not work. */
export const uses: Readonly<Record<string, (folder: string) => string>> = {
  'an ES module': (folder) => run(folder, node, 'program.mjs'),
  'CommonJS, by require': (folder) => run(folder, node, '--disable-warning=ExperimentalWarning', 'program.cjs'),
  'a test of jest': (folder) =>
    run(folder, node, '--experimental-vm-modules', join(root, 'node_modules/jest/bin/jest.js')),
  'a test of vitest': (folder) => run(folder, node, 'node_modules/vitest/vitest.mjs', 'run', 'vitest.test.js'),
  'TypeScript, as strict as can be': (folder) => run(folder, node, tsc, '-p', 'tsconfig.json'),
  'TypeScript, module NodeNext': (folder) => run(folder, node, tsc, '-p', 'tsconfig.nodenext.json'),
  'TypeScript, resolution Bundler': (folder) => run(folder, node, tsc, '-p', 'tsconfig.bundler.json'),
};
