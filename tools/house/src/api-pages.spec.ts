import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { projectRoot, read } from './papers.js';

const folder = mkdtempSync(join(tmpdir(), 'affinity-api-pages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the API pages of the libraries', () => {
  it('are made from docstrings, one for each library', () => {
    const typedoc = join(projectRoot, 'node_modules/typedoc/bin/typedoc');
    execFileSync('node', [typedoc, '--logLevel', 'Error', '--out', folder], {
      cwd: projectRoot,
      stdio: 'pipe',
    });
    const { entryPoints } = JSON.parse(read('typedoc.json')) as { readonly entryPoints: readonly string[] };
    const titles = entryPoints.map((library) => library.replace('libs/', '@affinity-engine/'));
    const pages = titles.map((title) => readFileSync(join(folder, `${title}.md`), 'utf8'));
    expect(pages.length).toBeGreaterThan(6);
    for (const page of pages) expect(page).toMatch(/^#+ /m);
  }, 120_000);
});
