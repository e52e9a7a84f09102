import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { settingsTable } from '@affinity-engine/adapter-node';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../../..');
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const documents = tracked.filter((file) => file.endsWith('.md') && existsSync(join(root, file)));

describe('the README', () => {
  it('lists every setting as the code has it, and no other', () => {
    const section = read('README.md').split('## Settings')[1]?.split('\n## ')[0] ?? '';
    const rows = section.split('\n').filter((line) => /^\| [A-Z_]+ \|/.test(line));
    expect(rows).toEqual(settingsTable.map(({ name, fallback, meaning }) => `| ${name} | ${fallback} | ${meaning} |`));
  });

  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const named = documents.flatMap((file) =>
      [...read(file).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? ''),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe('documents', () => {
  it('link to what is there', () => {
    const broken = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, target]) => target ?? '')
        .filter((target) => !existsSync(join(root, dirname(file), target)))
        .map((target) => `${file} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('are there for every library', () => {
    const libraries = new Set(tracked.filter((file) => file.startsWith('libs/')).map((file) => file.split('/')[1]));
    const without = [...libraries].filter((name) => !existsSync(join(root, `libs/${name}/README.md`)));
    expect(without).toEqual([]);
  });
});

describe('sources', () => {
  it('leave nothing marked as undone and switch no check off', () => {
    const marked =
      /\b(TODO|FIXME|HACK)\b|@ts-ignore|@ts-expect-error|eslint-disable|\b(it|test|describe)\.(only|skip|todo)\b/;
    const sources = tracked.filter((file) => /\.(ts|mjs)$/.test(file) && !file.startsWith('tools/house/'));
    expect(sources.filter((file) => existsSync(join(root, file)) && marked.test(read(file)))).toEqual([]);
  });
});
