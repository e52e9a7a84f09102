import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPages, projectRoot } from './papers.js';

const folder = mkdtempSync(join(tmpdir(), 'affinity-api-pages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pagesIn = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => [name, readFileSync(join(path, name), 'utf8')]),
  );

beforeAll(() => {
  const typedoc = join(projectRoot, 'node_modules/typedoc/bin/typedoc');
  execFileSync('node', [typedoc, '--logLevel', 'Error', '--out', folder], { cwd: projectRoot, stdio: 'pipe' });
}, 120_000);

describe('the pages of the libraries’ public names', () => {
  it('are those of their docstrings: npm run docs:api makes them anew', () => {
    const made = pagesIn(folder);
    expect(Object.keys(made).length).toBeGreaterThan(6);
    expect(pagesIn(join(projectRoot, apiPages))).toEqual(made);
  });
});
