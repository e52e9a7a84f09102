import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { settingsTable } from '@affinity-engine/platform';
import { describe, expect, it } from '@jest/globals';
import { fencesOf, filesEnding, papers, projectRoot, read } from './papers.js';

describe('a guide', () => {
  it('lists every setting as the code has it, and no other', () => {
    const rows = read('docs/guides/settings.md')
      .split('\n')
      .filter((line) => /^\| [A-Z_]+ \|/.test(line));
    expect(rows).toEqual(settingsTable.map(({ name, fallback, meaning }) => `| ${name} | ${fallback} | ${meaning} |`));
  });

  it.each(['bench', 'prove'])('lists every subject of npm run %s, and no other', (tool) => {
    const known = [...read(`tools/${tool}/src/main.ts`).matchAll(/^ {2}'?([\w-]+)'?: \{/gm)].map(([, name]) => name);
    const listed = [...read('docs/guides/measures.md').matchAll(new RegExp(`^\\| \`${tool} ([\\w-]+)\``, 'gm'))].map(
      ([, name]) => name,
    );
    expect(known.length).toBeGreaterThan(1);
    expect([...listed].sort()).toEqual([...known].sort());
  });

  it('names every folder of the workspace', () => {
    const map = read('docs/guides/workspace.md');
    const libraries = readdirSync(join(projectRoot, 'libs')).filter((name) => !name.startsWith('adapter-'));
    expect(
      [...libraries.map((name) => `libs/${name}`), 'libs/adapter-', 'apps/', 'test/', 'tools/', 'examples/'].filter(
        (name) => !map.includes(name),
      ),
    ).toEqual([]);
  });
});

describe('documents', () => {
  it('name scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const named = papers().flatMap((paper) =>
      [...read(paper).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? ''),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('name settings that exist', () => {
    const names = new Set(settingsTable.map(({ name }) => name));
    const named = papers().flatMap((paper) =>
      [...read(paper).matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g)].map(([, name = '']) => ({ paper, name })),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ name }) => !names.has(name) && !others.has(name) && !state.test(name))).toEqual([]);
  });

  it('link to files and headings that exist', () => {
    const broken = papers().flatMap((paper) =>
      [...read(paper).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
        .map(([, target = '', anchor]) => ({ file: target === '' ? paper : join(dirname(paper), target), anchor }))
        .filter(({ file, anchor }) => !existsSync(join(projectRoot, file)) || !hasAnchor(file, anchor))
        .map(({ file, anchor }) => `${paper} → ${file}#${anchor ?? ''}`),
    );
    expect(broken).toEqual([]);
  });

  it('exist for every library, every guide, the tools and the tests', () => {
    const folders = [...readdirSync(join(projectRoot, 'libs')).map((name) => `libs/${name}`), 'tools', 'test'];
    expect(folders.filter((folder) => !existsSync(join(projectRoot, folder, 'README.md')))).toEqual([]);
    const guides = readdirSync(join(projectRoot, 'docs/guides'));
    expect(guides.filter((guide) => !read('README.md').includes(`(docs/guides/${guide})`))).toEqual([]);
  });

  it('show JSON that is JSON', () => {
    const fences = papers()
      .flatMap(fencesOf)
      .filter(({ language }) => language === 'json');
    expect(fences.length).toBeGreaterThan(0);
    for (const { code } of fences) expect(() => JSON.parse(code) as unknown).not.toThrow();
  });
});

describe('sources', () => {
  it('have no marks of unfinished work and switch no check off', () => {
    const marked =
      /\b(TODO|FIXME|HACK)\b|@ts-ignore|@ts-expect-error|eslint-disable|\b(it|test|describe)\.(only|skip|todo)\b/;
    const sources = filesEnding('.ts', '.mjs', '.sh').filter((file) => !file.startsWith('tools/house/'));
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((file) => marked.test(read(file)))).toEqual([]);
  });

  it('spell canceled and cancellation as the glossary does', () => {
    const other = /cancelled|cancelling|cancelation/i;
    const files = filesEnding('.ts', '.md', '.sh').filter((file) => !file.startsWith('tools/house/'));
    expect(files.filter((file) => other.test(read(file)))).toEqual([]);
  });
});

/** A state of Brazil, as affinity groups write it. */
const state = /^BR_[A-Z]{2}$/;

/** Variables of the system, and those that are set only to run tests. */
const others = new Set([
  'ENGINE_URL',
  'XDG_CONFIG_HOME',
  'PROVE_FIRST_SEED',
  'PROVE_MINUTES',
  'PROVE_SECONDS',
  'PROVE_SEED',
  'PROVE_SEEDS',
  'PROVE_RACES',
  'PROVE_ATTACKS',
  'PROVE_PARTS',
  'PROVE_DELIVERIES',
  'PROVE_REQUESTS',
  'PROVE_UPGRADE_FROM',
  'TEST_BUILT',
  'TEST_POSTGRES_URL',
  'TEST_POSTGRES_BIN',
  'TEST_NATS_BIN',
  'TEST_NGINX_BIN',
  'NODE_OPTIONS',
  'PROPERTY_RUNS',
]);

/** Headings as links name them: lower case, no punctuation, hyphens for blanks. */
function hasAnchor(file: string, anchor: string | undefined): boolean {
  if (anchor === undefined) return true;
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return headings.includes(anchor);
}
