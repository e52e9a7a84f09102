import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, sendRaw, startEngine, type Answer, type Client, type Engine } from '@affinity-engine/test-harness';
import { contract } from './fixtures/partner-day.js';

type Body = Readonly<Record<string, unknown>>;

/** A call of each dialect with a body, what a caller of it sends to be known, and the name of its scheme. */
const dialects = {
  affinity: { path: '/v1/affinity/request', read: '/v1/affinity/partner', scheme: 'Bearer' },
  quotation: { path: '/v1/quotation/contracting', read: '/v1/quotation/100000/all', scheme: 'SubscriptionKey' },
  'agency-number': { path: '/api/ipn/agency-numbers', read: '/api/ipn/agency-numbers', scheme: 'Bearer' },
  'cloud-admin': { path: '/admin/v1/producer-codes', read: '/admin/v1/producer-codes', scheme: 'Bearer' },
  ops: { path: '/ops/v1/partners', read: '/ops/v1/partners', scheme: 'Bearer' },
} as const;
type Dialect = keyof typeof dialects;
const names = Object.keys(dialects) as Dialect[];

let engine: Engine;
let anyone: Client;
let known: Readonly<Record<Dialect, Readonly<Record<string, string>>>>;

beforeAll(async () => {
  engine = await startEngine();
  anyone = clientFor(engine, null);
  const { hash, secret, brokerToken } = engine.credentials.agencyNumbers;
  const { token } = (await anyone.post<{ token: string }>('/api/ipn/tokens', { hash, secret })).body;
  const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
  const admin = bearer(await clientFor(engine, 'admin').token());
  known = {
    affinity: bearer(await clientFor(engine, 'partner').token()),
    quotation: { 'ocp-apim-subscription-key': engine.credentials.quotation.subscriptionKey },
    'agency-number': { ...bearer(token), 'x-broker-token': brokerToken },
    'cloud-admin': admin,
    ops: admin,
  };
});

/** The name of the header that a caller of the dialect is known by, and a bad value. */
const bad = (name: Dialect) =>
  name === 'quotation' ? { 'ocp-apim-subscription-key': 'x' } : { authorization: 'Bearer x' };
const statusOf = (name: Dialect, status: number) => (name === 'agency-number' && status < 415 ? 200 : status);
const write = (name: Dialect, headers: Readonly<Record<string, string>>, raw: string | Uint8Array = '{}') =>
  anyone.post<Body>(dialects[name].path, undefined, { raw, headers: { ...known[name], ...headers } });

describe('a caller who is not known', () => {
  it.each(names)('gets the scheme of the dialect %s, and no error', async (name) => {
    const { path, scheme } = dialects[name];
    const answers = [await anyone.get<Body>(dialects[name].read), await anyone.post<Body>(path, {})];
    for (const { status, headers } of answers) {
      expect([status, headers['cache-control']]).toEqual([statusOf(name, 401), 'no-store']);
      expect(headers['www-authenticate']).toMatch(new RegExp(`^${scheme} realm="affinity-engine"`));
      expect(headers['www-authenticate']).not.toContain('error');
    }
  });

  it.each(names)('gets from the dialect %s that what it sent is bad', async (name) => {
    const { status, headers } = await anyone.get(dialects[name].read, { headers: bad(name) });
    expect(status).toBe(statusOf(name, 401));
    expect(headers['www-authenticate']).toMatch(new RegExp(`^${dialects[name].scheme} .*, error="invalid_token"$`));
  });

  it.each(['', 'Basic eDp5', 'Bearer', 'Bearer '])('gave no token by "%s"', async (authorization) => {
    const { headers } = await anyone.get('/v1/affinity/partner', { headers: { authorization } });
    expect(headers['www-authenticate']).toBe('Bearer realm="affinity-engine"');
  });

  it('is asked for nothing by a call for everybody', async () => {
    const { headers } = await anyone.post('/api/ipn/tokens', { hash: 'nobody', secret: 'wrong' });
    expect(headers['www-authenticate']).toBeUndefined();
  });
});

it.each(['affinity', 'cloud-admin', 'ops'] as const)('a client of another role gets that from %s', async (name) => {
  const { status, headers } = await clientFor(engine, 'account').get(dialects[name].read);
  expect([status, headers['www-authenticate']]).toEqual([
    403,
    'Bearer realm="affinity-engine", error="insufficient_scope"',
  ]);
});

describe('caches', () => {
  it.each(names)('keep no refusal and no success of the dialect %s', async (name) => {
    const answers: Answer<Body>[] = [
      await write(name, {}, '{"broken'),
      await write(name, {}),
      await anyone.get<Body>(dialects[name].read, { headers: known[name] }),
      await anyone.get<Body>(`${dialects[name].path}/no/such/call`, { headers: known[name] }),
    ];
    for (const { headers } of answers) expect(headers['cache-control']).toBe('no-store');
  });

  it('keep no document of a person', async () => {
    const { attachments } = await contract(clientFor(engine, 'partner'));
    const { pathname } = new URL(attachments[0]?.url ?? '');
    expect((await anyone.get(pathname)).headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['a path that is no path', 'GET /v1/% HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['what is no HTTP', 'nonsense\r\n\r\n'],
    ['a second host', 'GET /v1/affinity HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n'],
    ['health', 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('keep no answer to %s', async (_, bytes) => {
    expect((await sendRaw(engine.baseUrl, bytes))?.headers['cache-control']).toBe('no-store');
  });
});

describe('a body', () => {
  const json = Buffer.from('{}');
  const form = 'Application/X-WWW-Form-Urlencoded';

  it.each(names)('that %s cannot read is 415 in its shape', async (name) => {
    const shape = Object.keys((await write(name, { 'content-type': 'text/plain' })).body);
    const answers = [
      await write(name, { 'content-type': form }, 'product_id=personal-life'),
      await write(name, { 'content-type': `${form}; charset=utf-8` }, 'product_id=personal-life'),
      await write(name, { 'content-type': 'application/json; charset=iso-8859-1' }),
      await write(name, { 'content-type': 'application/json; Charset="UTF-16"' }),
      await write(name, { 'content-encoding': 'gzip' }, gzipSync(json)),
      await write(name, { 'content-encoding': 'identity, br' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 415));
    expect(answers.map(({ body }) => Object.keys(body))).toEqual(answers.map(() => shape));
    expect(answers.at(-1)?.headers['accept-encoding']).toBe('identity');
  });

  it.each([
    ['content-type', 'APPLICATION/JSON'],
    ['content-type', 'application/json; charset=UTF-8'],
    ['content-type', 'application/json;charset="utf-8"'],
    ['content-encoding', 'Identity'],
  ])('is read with %s: %s', async (name, value) => {
    const answer = await write('affinity', { [name]: value }, '{"product_id":"personal-life"}');
    expect(answer.status).toBe(200);
  });

  it('of the token call may be a form, however its type is written', async () => {
    const { clientId, clientSecret } = engine.credentials.partner;
    const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const raw = new URLSearchParams(fields).toString();
    const send = (headers: Readonly<Record<string, string>>) =>
      anyone.post<Body>('/oauth2/token', undefined, { raw, headers });
    expect((await send({ 'content-type': form })).status).toBe(200);
    const refused = await send({ 'content-type': `${form}; charset=latin1` });
    expect([refused.status, refused.body['error']]).toEqual([415, 'invalid_request']);
  });

  it('is not looked at before its caller is known', async () => {
    const headers = { 'content-type': form, 'content-encoding': 'gzip' };
    expect((await anyone.post('/v1/affinity/request', undefined, { raw: 'x', headers })).status).toBe(401);
  });
});
