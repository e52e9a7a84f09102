import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { filesEnding, projectRoot, read } from './papers.js';

const decisions = readdirSync(join(projectRoot, 'docs/adr')).filter((name) => /^\d{4}-/.test(name));
const dependencies = (): readonly string[] => [
  ...new Set(
    filesEnding('/package.json')
      .filter((file) => /^(libs|apps)\//.test(file))
      .flatMap((file) => Object.keys((JSON.parse(read(file)) as { dependencies?: object }).dependencies ?? {}))
      .filter((name) => !name.startsWith('@affinity-engine/')),
  ),
];

describe('decisions', () => {
  it.each(decisions)('%s has a title, a context, a decision, its consequences, and a line in the list', (name) => {
    const text = read(`docs/adr/${name}`);
    const title = /^# (.+)$/m.exec(text)?.[1] ?? '';
    expect(text.match(/^#+ .+$/gm)).toEqual([`# ${title}`, '## Context', '## Decision', '## Consequences']);
    expect(title.slice(0, 4)).toBe(name.slice(0, 4));
    expect(read('docs/adr/README.md')).toContain(`- [${title}](${name})`);
  });

  it('are numbered without gaps', () => {
    expect(decisions.map((name) => Number(name.slice(0, 4)))).toEqual(decisions.map((_, index) => index + 1));
  });
});

describe('every package that libraries and apps are built on', () => {
  const shown = [...read('docs/adr/0002-libraries-we-build-on.md').matchAll(/^\| (.+?) \| (.+?) \|/gm)]
    .slice(2)
    .flatMap(([, names = '', licence = '']) => names.split(', ').map((name) => ({ name, licence })));

  it('is listed with its licence, and nothing else is', () => {
    const licences = dependencies().map((name) => ({ name, licence: licenceOf(name) }));
    const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
      one.name < other.name ? -1 : 1;
    expect([...shown].sort(byName)).toEqual(licences.sort(byName));
  });

  it('has a licence that permits any use', () => {
    const free = new Set(['MIT', 'MIT-0', 'BSD-3-Clause', 'Apache-2.0', 'Bitstream Vera']);
    expect(shown.filter(({ licence }) => !free.has(licence))).toEqual([]);
  });
});

/** The typefaces state their licence in a text file of their own. */
function licenceOf(name: string): string {
  const { license } = JSON.parse(read(`node_modules/${name}/package.json`)) as { readonly license: string };
  return license.startsWith('SEE LICENSE') ? 'Bitstream Vera' : license;
}
