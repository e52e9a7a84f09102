import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientFor,
  documentOf,
  eventually,
  startEngine,
  startProcess,
  temporaryFolder,
} from '@affinity-engine/test-harness';
import type { Client, Engine, OpenApiDocument } from '@affinity-engine/test-harness';
import { contract, done, requestId } from './fixtures/partner-day.js';
import { briefHolder, clock } from './fixtures/samples.js';

let engine: Engine;
let anyone: Client;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, LOG_LEVEL: 'trace', KEEP_ALIVE_SECONDS: '7' } });
  anyone = clientFor(engine, null);
});

describe('the OpenAPI document', () => {
  let document: OpenApiDocument;
  beforeAll(async () => {
    document = await documentOf(engine.baseUrl);
  });

  it('is of version 3.1 and names the server that answers', () => {
    expect(document).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./), servers: [{ url: engine.baseUrl }] });
  });

  it.each([
    ['get', '/v1/affinity/partner'],
    ['post', '/v1/affinity/request'],
    ['post', '/v1/affinity'],
    ['get', '/v1/affinity'],
    ['delete', '/v1/affinity/{affinity_id}'],
    ['post', '/oauth2/token'],
    ['post', '/ops/v1/webhook-endpoints/{endpoint_id}/replay'],
    ['post', '/api/ipn/tokens'],
    ['get', '/api/ipn/agency-numbers'],
    ['post', '/api/ipn/agency-numbers'],
    ['patch', '/api/ipn/agency-numbers/{agency_number_id}'],
    ['get', '/ops/v1/agency-numbers'],
  ])('describes %s %s', (method, path) => {
    expect(document.paths[path]?.[method]).toBeDefined();
  });

  it('has no broken references', () => {
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
    const names = Object.entries(document.components).flatMap(([kind, parts]) =>
      Object.keys(parts).map((name) => `"$ref":"#/components/${kind}/${name}"`),
    );
    expect(references.length).toBeGreaterThan(10);
    expect([...new Set(references)].filter((reference) => !names.includes(reference))).toEqual([]);
  });

  it('gives each operation a name of its own, a summary and its errors', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { summary, responses } of operations) {
      expect(summary).toEqual(expect.stringMatching(/\S/));
      // The agency-number dialect answers 200 also for errors, but those of the gate: its schemas name both.
      const { $ref: name } = responses['200']?.content?.['application/json']?.schema ?? {};
      const answer = document.components.schemas[String(name).replace('#/components/schemas/', '')];
      const always200 = JSON.stringify(answer ?? {}).includes('/AgencyError"');
      const others = Object.keys(responses).filter((status) => !['415', '429', '503'].includes(status));
      expect(others).toEqual(always200 ? ['200'] : expect.arrayContaining(['400', '500']));
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['429', '503']));
    }
  });
});

describe('an operator of the process', () => {
  it.each(['/health/live', '/health/ready'])('sees at %s that it is ready', async (path) => {
    const answer = await anyone.get(path);
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
  });

  it('reads its metrics as Prometheus text', async () => {
    await contract(clientFor(engine, 'partner'));
    const { status, headers, bytes } = await anyone.get('/metrics');
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
    const text = bytes.toString('utf8');
    for (const name of [
      'affinity_http_request_seconds_count{operation="createAffinity",status="200"}',
      'affinity_webhook_waiting_events ',
      'affinity_webhook_dammed_endpoints ',
      'affinity_webhook_oldest_waiting_seconds ',
      'process_cpu_seconds_total ',
      'affinity_ready 1',
    ]) {
      expect(text).toContain(`\n${name}`);
    }
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  it('reads the API in a browser, with everything the page needs', async () => {
    const page = await anyone.get('/docs');
    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/html/)]);
    const needed = [...page.bytes.toString('utf8').matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(needed.length).toBeGreaterThan(1);
    for (const path of needed) expect([path, (await anyone.get(path)).status]).toEqual([path, 200]);
  });

  it.each(['/openapi.json', '/docs/assets/swagger-ui-bundle.js'])('gets %s compressed, and not twice', async (path) => {
    const get = (headers: Readonly<Record<string, string>>) => fetch(`${engine.baseUrl}${path}`, { headers });
    const plain = await get({ 'accept-encoding': 'identity' });
    const compressed = await get({ 'accept-encoding': 'br, gzip' });
    expect([plain, compressed].map(({ headers }) => headers.get('content-encoding'))).toEqual([null, 'br']);
    expect(await compressed.text()).toBe(await plain.text());
    expect(Number(compressed.headers.get('content-length'))).toBeLessThan(
      Number(plain.headers.get('content-length')) / 3,
    );
    expect((await get({ 'if-none-match': plain.headers.get('etag') ?? '' })).status).toBe(304);
  });

  it.each(['api', 'webhook-dispatcher'] as const)('finds every setting of %s in --help', async (app) => {
    const help = startProcess({ app, args: ['--help'], env: {} });
    expect(await help.ended).toEqual({ code: 0, signal: null });
    const settings = [
      ...['HOST', 'PORT', 'DATA_DIR', 'DATABASE_URL', 'MODE', 'PUBLIC_URL', 'SANDBOX_CLOCK', 'LOG_LEVEL'],
      ...['WEBHOOK_BACKOFF_SECONDS', 'WEBHOOK_TIMEOUT_SECONDS', 'WEBHOOK_ALLOW_PRIVATE', 'INSURER_DELAY_SECONDS'],
      ...['BODY_LIMIT_MB', 'KEEP_ALIVE_SECONDS', 'NATS_URL'],
      ...['DATABASE_CONNECTIONS', 'DATABASE_TIMEOUT_SECONDS', 'ENGINE_SECRET'],
    ];
    expect(settings.filter((name) => !help.stdout().includes(name))).toEqual([]);
  });

  it.each([
    ['DATABASE_URL', '/tmp/engine.db'],
    ['KEEP_ALIVE_SECONDS', 'for ever'],
  ])('gets one line and exit status 2 for an invalid %s', async (name, value) => {
    const refused = startProcess({ app: 'api', env: { DATA_DIR: temporaryFolder(), [name]: value } });
    expect(await refused.ended).toEqual({ code: 2, signal: null });
    expect(refused.stderr().trim().split('\n')).toEqual([expect.stringMatching(`^${name}: expected `)]);
  });

  it('sees for how long a connection stays open', async () => {
    expect((await anyone.get('/health/live')).headers['keep-alive']).toBe('timeout=7');
  });
});

describe('a process that gets SIGTERM while it starts', () => {
  it('ends like one that serves', async () => {
    const env = { DATA_DIR: temporaryFolder(), PORT: '0' };
    const starting = startProcess({ app: 'api', env });
    // Its database is opened early: once there is a file, the start has begun and is far from done.
    await eventually(() => expect(readdirSync(env.DATA_DIR)).not.toEqual([]), { deadline: 20_000 });
    starting.signal('SIGTERM');
    expect(await starting.ended).toEqual({ code: 0, signal: null });
  });
});

describe('production', () => {
  it('refuses the remains of a sandbox, with one line and exit status 2', async () => {
    const env = {
      DATA_DIR: engine.dataDir,
      PORT: '0',
      MODE: 'production',
      ENGINE_SECRET: 'a secret of production, for the tests only',
      PUBLIC_URL: 'https://api.example',
    };
    const refused = startProcess({ app: 'api', env });
    expect(await refused.ended).toEqual({ code: 2, signal: null });
    expect(refused.stderr().trim().split('\n')).toEqual([
      expect.stringMatching(/^DATA_DIR: expected .*demo credentials/),
    ]);
  });

  it('makes no demo tenant, and has its metrics on a port of their own', async () => {
    const env = {
      DATA_DIR: temporaryFolder(),
      PORT: '0',
      METRICS_PORT: '0',
      MODE: 'production',
      ENGINE_SECRET: 'a secret of production, for the tests only',
      PUBLIC_URL: 'https://api.example',
    };
    const production = startProcess({ app: 'api', env });
    await eventually(() => expect(production.stdout()).toMatch(/listens on/), { deadline: 20_000 });
    expect(existsSync(join(env.DATA_DIR, 'demo-credentials.json'))).toBe(false);
    const [, url] = /listens on (\S+)/.exec(production.stdout()) ?? [];
    const [, figures] = /metrics on (\S+)/.exec(production.stdout()) ?? [];
    const statusOf = async (address: string) => (await fetch(address)).status;
    expect(await statusOf(`${url}/metrics`)).toBe(404);
    expect(await statusOf(`http://${figures}/metrics`)).toBe(200);
    expect(await statusOf(`http://${figures}/health/ready`)).toBe(200);
    expect(await statusOf(`http://${figures}/v1/affinity`)).toBe(404);
    production.signal('SIGTERM');
    expect(await production.ended).toEqual({ code: 0, signal: null });
  });
});

describe('the logs', () => {
  it('are JSON lines on stderr that hold no name, no document, no secret and no token', async () => {
    const partner = clientFor(engine, 'partner');
    const admin = clientFor(engine, 'admin');
    const { id } = await contract(partner);
    const secrets = [
      ...[briefHolder.cpf, briefHolder.first_name, briefHolder.last_name, '529.982.247-25', '1988-04-12'],
      ...['conceicao@example.com', 'Avenida Paulista'],
      ...Object.values(engine.credentials).flatMap((each) =>
        typeof each === 'string'
          ? []
          : Object.entries(each).flatMap(([name, value]) => (/secret|key/i.test(name) ? [value] : [])),
      ),
      ...[await partner.token(), await admin.token()],
    ];
    await partner.get('/v1/affinity', { query: { holder_document: briefHolder.cpf } });
    await partner.get('/v1/affinity', {
      query: { holder_document: '529.982.247-25', nonsense: briefHolder.first_name },
    });
    const wrong = { ...briefHolder, cpf: '52998224724' };
    await partner.post('/v1/affinity', { affinity_request_id: await requestId(partner), affinity_holder: wrong });
    await partner.post('/v1/affinity', undefined, { raw: `{"affinity_holder": ${JSON.stringify(briefHolder)}` });
    await anyone.get(`/v1/affinity/${briefHolder.cpf}`, {
      headers: { authorization: 'Bearer wrong-token-of-52998224725' },
    });
    const attachment = new URL((await contract(partner)).attachments[0]?.url ?? '').pathname;
    done(await anyone.get<unknown>(attachment).then((answer) => ({ ...answer, body: null })));
    done(await partner.delete(`/v1/affinity/${id}`, { cancel_description: `${briefHolder.first_name} asked` }));
    const lines = await eventually(() => {
      expect(engine.stderr()).toMatch(/"operation":"cancelAffinity".*\n$/);
      return engine.stderr().trim().split('\n');
    });
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), time: expect.any(String) });
    }
    const text = lines.join('\n');
    expect([...secrets, attachment, '52998224724'].filter((secret) => text.includes(secret))).toEqual([]);
  });
});
