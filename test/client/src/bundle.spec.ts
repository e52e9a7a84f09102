import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { startEngine, temporaryFolder } from '@affinity-engine/test-harness';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = temporaryFolder();
const [file, script] = [join(folder, 'client.mjs'), join(folder, 'client.js')];

beforeAll(() => {
  const entry = join(root, 'libs/client/src/index.ts');
  const options = ['--bundle', '--minify', '--platform=browser', '--target=es2022', '--log-level=error'];
  const made = (...more: readonly string[]) =>
    execFileSync(join(root, 'node_modules/.bin/esbuild'), [entry, ...options, ...more]);
  made('--format=esm', `--outfile=${file}`);
  made('--format=iife', '--global-name=client', `--outfile=${script}`);
});

describe('the bundle of the client', () => {
  it('has at most 5 kB, compressed', () => {
    const size = gzipSync(readFileSync(file), { level: 9 }).length;
    expect(size).toBeLessThanOrEqual(5_000);
    expect(size).toBeGreaterThan(1_000);
  });

  it('is without the reader of files of agency numbers, which has at most 1.5 kB of its own', () => {
    const reader = join(folder, 'agency-file.mjs');
    const entry = join(root, 'libs/client/src/agency-file/index.ts');
    const options = ['--bundle', '--minify', '--platform=browser', '--target=es2022', '--log-level=error'];
    execFileSync(join(root, 'node_modules/.bin/esbuild'), [entry, ...options, '--format=esm', `--outfile=${reader}`]);
    const text = readFileSync(reader, 'utf8');
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(1_500);
    expect(text).not.toMatch(/\bimport\b|\brequire\(|node:|\bprocess\b|\bBuffer\b/);
    expect(readFileSync(file, 'utf8')).not.toContain('defaultForTenders');
  });

  it('imports nothing', () => {
    expect(readFileSync(file, 'utf8').match(/\bimport\b|\brequire\(|node:|\bprocess\b|\bBuffer\b/g)).toBe(null);
  });

  it('works in a worker that has no more than the platform of browsers has', async () => {
    const engine = await startEngine();
    const { partner } = engine.credentials;
    const options = JSON.stringify({ baseUrl: engine.baseUrl, ...partner });
    const program = `(async () => {
      const partner = client.affinityClient(${options});
      const { customer } = await partner.get('/v1/affinity/partner');
      const { id } = await partner.post('/v1/affinity/request', { body: { product_id: 'bike' } });
      const path = { affinity_id: id };
      const refused = await partner.get('/v1/affinity/{affinity_id}', { path }).catch((thrown) => thrown.code);
      const headers = new Headers({ 'webhook-id': 'a', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' });
      const reason = await client
        .verifyWebhook(new Uint8Array(), headers, ['whsec_AAAA'], { now: () => 1000 })
        .catch((thrown) => thrown.reason);
      return { customer: customer.id, refused, reason, left: typeof process };
    })()`;
    const said = await answerOf(`
      import { readFileSync } from 'node:fs';
      import { createContext, runInContext } from 'node:vm';
      import { parentPort } from 'node:worker_threads';
      const platform = { AbortController, Headers, Response, TextDecoder, TextEncoder, URLSearchParams };
      const context = createContext({ ...platform, atob, clearTimeout, crypto, fetch, setTimeout });
      runInContext(readFileSync(${JSON.stringify(script)}, 'utf8'), context);
      parentPort.postMessage(await runInContext(${JSON.stringify(program)}, context));
    `);
    expect(said).toEqual({
      customer: partner.id,
      refused: 'AFFINITY-UNKNOWN',
      reason: 'signature-wrong',
      left: 'undefined',
    });
  });
});

function answerOf(code: string): Promise<unknown> {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { stderr: true });
  return new Promise((resolve, reject) => {
    worker.once('message', (message) => {
      void worker.terminate();
      resolve(message);
    });
    worker.once('error', reject);
  });
}
