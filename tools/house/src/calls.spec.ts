import { execFile } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, documentOf, startEngine, temporaryFolder, type Engine } from '@affinity-engine/test-harness';
import { papers, projectRoot, read } from './papers.js';

const run = promisify(execFile);

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

/** Runs an example as its reader does, with the engine's data folder, and returns its output. */
async function said(script: string, folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const env = { ...process.env, DATA_DIR: engine.dataDir, FORCE_COLOR: '0' };
  const { stdout } = await run('bash', [join(projectRoot, 'docs/examples', script), ...args], { cwd: folder, env });
  return stdout.trim().split('\n');
}

type Page = { readonly total: number; readonly items: readonly { readonly id: string; readonly status: number }[] };

describe('the first contract', () => {
  it('ends with an affinity and its certificate', async () => {
    const folder = temporaryFolder();
    const lines = await said('first-contract.sh', folder);
    const { body } = await clientFor(engine, 'partner').get<Page>('/v1/affinity');
    expect(lines).toEqual([`affinity ${body.items[0]?.id} is issued, its certificate is in certificate.pdf`]);
    expect(readFileSync(join(folder, 'certificate.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('a backup', () => {
  it('taken while the engine runs starts an engine with all the data', async () => {
    await said('first-contract.sh', temporaryFolder());
    const folder = join(temporaryFolder(), 'backup');
    await said('back-up.sh', projectRoot, folder);
    for (const file of ['engine-secret', 'demo-credentials.json'])
      cpSync(join(engine.dataDir, file), join(folder, file));
    const restored = await startEngine({ dataDir: folder });
    const [there, here] = await Promise.all(
      [restored, engine].map((each) => clientFor(each, 'partner').get<Page>('/v1/affinity')),
    );
    expect(here?.body.total).toBeGreaterThan(0);
    expect(there?.body.items.map(({ id }) => id)).toEqual(here?.body.items.map(({ id }) => id));
  });

  it('never overwrites another one', async () => {
    const folder = temporaryFolder();
    await said('back-up.sh', projectRoot, folder);
    expect(existsSync(join(folder, 'affinity-engine.sqlite'))).toBe(true);
    await expect(said('back-up.sh', projectRoot, folder)).rejects.toThrow(/already exists/);
  });
});

describe('documents', () => {
  it('name calls that exist', async () => {
    const { paths } = await documentOf(engine.baseUrl);
    const known = new Set(
      Object.entries(paths).flatMap(([path, verbs]) =>
        Object.keys(verbs).map((verb) => place(`${verb.toUpperCase()} ${path}`)),
      ),
    );
    const named = papers().flatMap((paper) =>
      [...read(paper).matchAll(/`((?:GET|POST|PATCH|DELETE|PUT) \/(?:v1|ops|oauth2|api|admin|account)[^\s`?]*)/g)].map(
        ([, call = '']) => ({
          paper,
          call,
        }),
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ call }) => !known.has(place(call)))).toEqual([]);
  });

  it('name every call somewhere', async () => {
    const { paths } = await documentOf(engine.baseUrl);
    const guides = papers()
      .filter((paper) => paper.startsWith('docs/'))
      .map(read)
      .map(place)
      .join('\n');
    const calls = Object.entries(paths).flatMap(([path, verbs]) =>
      Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
    );
    expect(calls.filter((call) => !guides.includes(`\`${place(call)}`))).toEqual([]);
  });

  it('name figures that are measured', async () => {
    const figures = (await clientFor(engine, null).get('/metrics')).bytes.toString('utf8');
    const named = papers().flatMap((paper) =>
      [...read(paper).matchAll(/`((?:affinity_(?:http|webhook)|process|nodejs)_[a-z_]+)/g)].map(
        ([, name = '']) => name,
      ),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !figures.includes(`# TYPE ${name} `) && !figures.includes(`\n${name}`))).toEqual([]);
  });
});

/** A call without the names of its parameters: a document may write `{id}`. */
function place(call: string): string {
  return call.replaceAll(/\{\w+\}/g, '{}');
}
