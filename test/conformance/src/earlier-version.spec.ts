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

/** The first start of this version makes an operator of the demo, which the version before had not. */
const withoutOperator = (answer: unknown): unknown => {
  const { items } = answer as { readonly items?: readonly { readonly action?: string }[] };
  return items === undefined
    ? answer
    : { ...(answer as object), items: items.filter(({ action }) => action !== 'user.created') };
};

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
    const gone = missing(lasting(answersBefore[call]), lasting(withoutOperator(body)), '', inOrder);
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
    const before = JSON.parse(unzipped('openapi.json').toString()) as Document;
    const { servers: _servers, ...rest } = before;
    const gone = missing(inlined(rest), inlined(await documentOf(engine.baseUrl)), '');
    expect(gone.filter((line) => !isDeliberate(line))).toEqual([]);
  });

  it('refuses in requests what it refused before: only answers are open', async () => {
    const bodies = Object.values((await documentOf(engine.baseUrl)).paths)
      .flatMap((path) => Object.values(path))
      .flatMap(({ requestBody }) => (requestBody === undefined ? [] : [requestBody as { readonly content: Document }]))
      // The token call ignores what it does not know, as RFC 6749 has it.
      .filter(({ content }) => !('application/x-www-form-urlencoded' in content));
    const open = openShapes(inlined({ ...(await documentOf(engine.baseUrl)), bodies })['bodies'], '');
    expect(bodies.length).toBeGreaterThan(20);
    expect(open).toEqual([]);
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

type Document = Readonly<Record<string, unknown>>;

/** What was changed on purpose. */
const corrected: readonly RegExp[] = [
  // Each part has a description and an example now.
  /\/(?:description|summary): "|\/examples: /,
  // Answers may gain properties: they are no longer said to have no others. Requests still are.
  /\/responses\/.*\/additionalProperties: false$/,
  /^\/components\/schemas\/.*\/additionalProperties: false$/,
  // The bounds of what JavaScript counts are left out in answers: they say nothing.
  /\/minimum: -9007199254740991$|\/maximum: 9007199254740991$/,
  // The token call ignores what it does not know, and takes a parameter without a value for none, as RFC 6749 has it.
  /^\/paths\/\/oauth2\/token\/post\/requestBody\/content\//,
  // Codes and numbers became `legible`: what looks like another one is refused. Their pattern was not portable.
  /\/format: "line"$/,
  // A page skips 100,000 rows at most: all of them have to be read.
  /\/parameters: \{"name":"(?:pageOffset|page)",/,
  /\/code\/pattern: "\^\\\\P\{Cf\}\*\$"$/,
];

const isDeliberate = (line: string): boolean => corrected.some((text) => text.test(line));

/** The document with each reference replaced by what it refers to: names in the components may be new. */
function inlined(document: Document): Document {
  const found = (reference: string): unknown =>
    reference
      .slice(2)
      .split('/')
      .reduce<unknown>((part, step) => (part as Document)[step], document);
  const read = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(read);
    if (typeof part !== 'object' || part === null) return part;
    const { $ref: reference, ...beside } = part as Document;
    const whole = typeof reference === 'string' ? { ...(found(reference) as Document), ...beside } : part;
    return orNull(Object.fromEntries(Object.entries(whole as Document).map(([name, each]) => [name, read(each)])));
  };
  return read(document) as Document;
}

/** Two ways to say that a value may be null are the same: a choice with null, and null among the types. */
function orNull({ anyOf, ...beside }: Document): Document {
  const [first, second, ...more] = (Array.isArray(anyOf) ? anyOf : []) as readonly Document[];
  const isNullable = typeof first?.['type'] === 'string' && second?.['type'] === 'null' && more.length === 0;
  if (isNullable) return { ...first, ...beside, type: [first['type'], 'null'] };
  return anyOf === undefined ? beside : { ...beside, anyOf };
}

/** Where an object with properties may have others, too. */
function openShapes(part: unknown, path: string): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { properties, additionalProperties, type } = part as Document;
  const isOpen = [type].flat().includes('object') && typeof properties === 'object' && additionalProperties !== false;
  const below = Object.entries(part).flatMap(([name, each]) =>
    name === 'example' || name === 'examples' ? [] : openShapes(each, `${path}/${name}`),
  );
  return isOpen ? [path, ...below] : below;
}

type ListRule = (before: readonly unknown[], now: readonly unknown[], path: string) => readonly string[];

const inOrder: ListRule = (before, now, path) => [
  ...before.flatMap((each, at) => missing(each, now[at], `${path}/${at}`, inOrder)),
  ...(now.length > before.length ? [`${path}: ${before.length} items`] : []),
];

const inAnyOrder: ListRule = (before, now, path) =>
  before
    .filter((each) => !now.some((other) => missing(each, other, path).every(isDeliberate)))
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
