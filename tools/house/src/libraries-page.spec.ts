import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot, read } from './papers.js';

const page = read('docs/guides/libraries.md');
const own = '@affinity-engine/';

type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly nx: { readonly tags: readonly string[] };
};
const manifestOf = (library: string): Manifest => JSON.parse(read(`libs/${library}/package.json`)) as Manifest;

/** Without the platform, which is for the apps only, and the client, which is for programs that call the engine. */
const all = readdirSync(join(projectRoot, 'libs'))
  .filter((library) => !['platform', 'client'].includes(library))
  .sort();
const [adapters, libraries] = [true, false].map((wanted) =>
  all.filter((library) => library.startsWith('adapter-') === wanted),
) as [string[], string[]];

/** The table of libraries: name and what it needs, in the order of the page. */
const rows = [...page.matchAll(/^\| \[([a-z-]+)\]\(\S+\) \| [^|]+ \| ([^|]+) \|$/gm)].map(
  ([, name = '', needs = '']) => ({ name, needs: needs.split(', ').sort() }),
);

describe('the page of the libraries', () => {
  it('lists every library with all its dependencies', () => {
    const expected = libraries.map((name) => ({
      name,
      needs: Object.keys(manifestOf(name).dependencies ?? {})
        .map((needed) => needed.replace(own, ''))
        .sort(),
    }));
    expect([...rows].sort((one, other) => (one.name < other.name ? -1 : 1))).toEqual(expected);
  });

  it('has a section for the client, which needs nothing', () => {
    expect(page).toContain('\n## Call the engine\n');
    expect(manifestOf('client').dependencies).toEqual({});
  });

  it('lists the pure ones first, and counts them', () => {
    const pure = rows.map(({ name }) => !manifestOf(name).nx.tags.includes('type:context'));
    expect(page).toContain('The first seven are pure');
    expect(pure).toEqual(rows.map((_, at) => at < 7));
  });

  it('says which have only one entry point', () => {
    const single = libraries.filter((name) => manifestOf(name).exports['./testing'] === undefined).sort();
    expect(single).toEqual(['agency-default', 'eligibility', 'premium']);
    expect(page).toContain('premium, eligibility and agency-default have one');
  });

  it('lists every exported suite, and its entry point', () => {
    const exported = libraries.flatMap((name) => {
      const index = `libs/${name}/src/testing/index.ts`;
      const suites = existsSync(join(projectRoot, index)) ? (read(index).match(/\b\w+Contract\b/g) ?? []) : [];
      return suites.map((suite) => [suite, `${own}${name}/testing`]);
    });
    const listed = [...page.matchAll(/^\| `(\w+Contract)` \| [^|]+ \| `(\S+)` \|$/gm)].map(([, ...row]) => row);
    expect(listed.sort()).toEqual(exported.sort());
  });

  it('lists every adapter', () => {
    const listed = [...page.matchAll(/libs\/(adapter-[a-z]+)\/README\.md/g)].map(([, name]) => name);
    expect(listed.sort()).toEqual(adapters);
  });
});

describe('the README of a library', () => {
  it.each(readdirSync(join(projectRoot, 'libs')))('of %s begins with lines that a test runs', (library) => {
    const beginning = read(`libs/${library}/README.md`).split('\n```\n')[0] ?? '';
    const [prose = '', lines = ''] = beginning.split('\n```ts\n');
    expect(prose.split('\n').length).toBeLessThan(9);
    expect(read(`libs/${library}/src/example.spec.ts`)).toContain(`// example\n${lines}\n// end\n`);
  });
});
