import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startEngine } from '@affinity-engine/test-harness';
import { errorPage } from './errors.js';
import { pagesOfDocuments, pictures, projectRoot, type Page } from './pages.js';
import { referencePages, type OpenApi } from './reference.js';
import { configurationOf } from './site.js';

const run = promisify(execFile);

/**
 * Builds the site. @returns the number of its pages
 * @throws Error where a link leads nowhere
 */
export async function buildSite(to: string, say: (step: string) => void = () => undefined): Promise<number> {
  say('the pages of the libraries');
  await run('npm', ['run', '--silent', 'docs:api'], { cwd: projectRoot });
  say('the calls of the engine');
  const documents = pagesOfDocuments();
  const reference = referencePages(await documentsOfEngine());
  const pages = [home, ...documents, errorsByCode(documents), ...reference];
  // Not in the project's folder: who reads the project's files meanwhile would read these, too.
  const work = mkdtempSync(join(realpathSync(tmpdir()), 'affinity-engine-site-'));
  try {
    for (const { path, text } of pages) write(join(work, `${path}.md`), text);
    write(join(work, '.vitepress', 'config.mjs'), configurationOf(pages));
    cpSync(join(projectRoot, pictures.from), join(work, pictures.to), { recursive: true });
    symlinkSync(join(projectRoot, 'node_modules'), join(work, 'node_modules'));
    say(`the site of ${pages.length} pages`);
    const vitepress = join(projectRoot, 'node_modules', 'vitepress', 'bin', 'vitepress.js');
    await run('node', [vitepress, 'build', work, '--outDir', to], { cwd: projectRoot, maxBuffer: 64 * 1024 * 1024 });
    return pages.length;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Of the page of errors as the site has it. */
function errorsByCode(pages: readonly Page[]): Page {
  const errors = pages.find(({ path }) => path === 'errors');
  if (errors === undefined) throw new Error('the project has no page of errors');
  return errorPage(errors.text);
}

/** The engine's documents by dialect, from an engine that is started for it. */
async function documentsOfEngine(): Promise<Readonly<Record<string, OpenApi>>> {
  const engine = await startEngine();
  try {
    const page = await (await fetch(`${engine.baseUrl}/docs`)).text();
    const names = [...page.matchAll(/\/openapi\/([a-z-]+)\.json"/g)].map(([, name = '']) => name);
    const read = async (name: string) =>
      [name, (await (await fetch(`${engine.baseUrl}/openapi/${name}.json`)).json()) as OpenApi] as const;
    return Object.fromEntries(await Promise.all([...new Set(names)].map(read)));
  } finally {
    await engine.stop();
  }
}

const home: Page = {
  path: 'index',
  text: `# affinity-engine

The open-source engine that sells insurance through groups.

- [Start](./start): what it is, and a first certificate in minutes
- [A tour](./guides/tour): what people see
- [Guides](./guides/architecture): how it is built, run, and called
- [Reference](./reference/affinity): every call
- [Errors by code](./errors-by-code)
`,
};

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
