import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  clientFor,
  documentOf,
  startEngine,
  temporaryFolder,
  type Client,
  type Engine,
} from '@affinity-engine/test-harness';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { done } from './fixtures/partner-day.js';
import { briefHolder } from './fixtures/samples.js';

const folder = join(import.meta.dirname, '..', 'fixtures', 'before');
const unzipped = (name: string): Buffer => gunzipSync(readFileSync(join(folder, `${name}.gz`)));
const answersBefore = JSON.parse(unzipped('answers.json').toString()) as Readonly<Record<string, unknown>>;
const tokens = JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8')) as { readonly unusedRequestId: string };

let engine: Engine;
beforeAll(async () => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'affinity-engine.sqlite'), unzipped('affinity-engine.sqlite'));
  for (const name of ['engine-secret', 'demo-credentials.json']) {
    writeFileSync(join(dataDir, name), readFileSync(join(folder, name)), { mode: 0o600 });
  }
  engine = await startEngine({ dataDir, env: { SANDBOX_CLOCK: '2026-11-28T17:40:00Z', WEBHOOK_ATTEMPT_DAYS: '3650' } });
});

/** Each answer has new links and a new moment. */
const lasting = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (name, value: unknown) => {
      if (name === 'executed') return 'now';
      return typeof value === 'string' ? value.replace(/^https?:\/\/\S*\/([\w-]{30,})$/, 'a link') : value;
    }),
  );

/** The demo's products are in Portuguese, the language of their documents. */
const textOfProduct = /^\/products\/\d+\/(?:(?:assists|coverages)\/\d+\/)?(?:name|description): /;

describe('a data folder of the previous version', () => {
  const callers: Readonly<Record<string, () => Client>> = {
    partner: () => clientFor(engine, 'partner'),
    admin: () => clientFor(engine, 'admin'),
    quotation: () => clientFor(engine, null),
  };

  it.each(Object.keys(answersBefore))('is answered from as before: %s', async (call) => {
    const [who = '', path = ''] = call.split(' ');
    const key = engine.credentials.quotation.subscriptionKey;
    const headers: Record<string, string> = who === 'quotation' ? { 'ocp-apim-subscription-key': key } : {};
    const { status, body } = await (callers[who] as () => Client)().get<unknown>(path, { headers });
    expect(status).toBe(200);
    const gone = missing(lasting(answersBefore[call]), lasting(body), '', inOrder);
    expect(gone.filter((line) => !textOfProduct.test(line))).toEqual([]);
  });

  it('stays in use: a request that was prepared before is contracted now', async () => {
    const body = {
      affinity_request_id: tokens.unusedRequestId,
      plan_id: 'essential',
      lifetime_start: '2026-12-01',
      lifetime_end: '2027-11-30',
      affinity_holder: briefHolder,
    };
    expect(done(await clientFor(engine, 'partner').post<{ status: number }>('/v1/affinity', body)).status).toBe(1);
  });
});

describe('the OpenAPI document', () => {
  it('has everything that it had before', async () => {
    const before = JSON.parse(unzipped('openapi.json').toString()) as Record<string, unknown>;
    const { servers: _servers, ...rest } = before;
    const gone = missing(rest, await documentOf(engine.baseUrl), '');
    // 429 now says what it is in each dialect: it said that secrets were wrong where calls are counted. A renewal is
    // refused while an earlier one is pending: it was said to be possible any time.
    // The token call ignores what it does not know, and takes a parameter without a value for none, as RFC 6749 has it.
    // Filters say how a comma is written. Codes and numbers became `legible`: what looks like another one is refused. A rotation of a key ends by itself.
    const corrected = [
      '/responses/429/description: ',
      '/renewal/post/description: ',
      '/format: "line"',
      ...['baFinId', 'insurerId', 'supervisingAuthorityId'].map(
        (name) => `/agency-numbers/get/parameters: {"name":"${name}"`,
      ),
      '/code/pattern: "^\\\\P{Cf}*$"',
      '/rotate_secret/description: ',
      '/oauth2/token/post/requestBody/content/',
      '/get/parameters: {"name":"filter",',
    ];
    expect(gone.filter((line) => !corrected.some((text) => line.includes(text)))).toEqual([]);
  });

  it('is checked completely: any part that is dropped or changed is found', () => {
    const before = { a: { b: [1, 2], c: 'x' } };
    expect(missing(before, { a: { b: [2, 3, 1], c: 'x', d: 4 }, e: 5 }, '')).toEqual([]);
    expect(missing(before, { a: { b: [2], c: 'y' } }, '')).toEqual(['/a/b: 1', '/a/c: "x"']);
    expect(missing(before, {}, '')).toEqual(['/a: {"b":[1,2],"c":"x"}']);
    expect(missing(before, { a: { b: [2, 1], c: 'x' } }, '', inOrder)).toEqual(['/a/b/0: 1', '/a/b/1: 2']);
    expect(missing(before, { a: { b: [1, 2, 3], c: 'x' } }, '', inOrder)).toEqual(['/a/b: 2 items']);
  });
});

type ListRule = (before: readonly unknown[], now: readonly unknown[], path: string) => readonly string[];

const inOrder: ListRule = (before, now, path) => [
  ...before.flatMap((each, at) => missing(each, now[at], `${path}/${at}`, inOrder)),
  ...(now.length > before.length ? [`${path}: ${before.length} items`] : []),
];

const inAnyOrder: ListRule = (before, now, path) =>
  before
    .filter((each) => !now.some((other) => missing(each, other, '').length === 0))
    .map((each) => `${path}: ${JSON.stringify(each).slice(0, 100)}`);

/** The parts of a document that the document of today lacks. Fields may be new. */
function missing(before: unknown, now: unknown, path: string, lists: ListRule = inAnyOrder): readonly string[] {
  const lost = `${path}: ${JSON.stringify(before)?.slice(0, 100)}`;
  if (typeof before !== 'object' || before === null) return before === now ? [] : [lost];
  if (typeof now !== 'object' || now === null || Array.isArray(before) !== Array.isArray(now)) return [lost];
  if (Array.isArray(before)) return lists(before, now as unknown[], path);
  return Object.entries(before).flatMap(([name, value]) =>
    missing(value, (now as Readonly<Record<string, unknown>>)[name], `${path}/${name}`, lists),
  );
}
