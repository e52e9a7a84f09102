import { connect } from 'node:net';
import { clientFor, eventually, startEngine, type Engine } from '@affinity-engine/test-harness';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { contract } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';

let engine: Engine;
let token: string;
beforeAll(async () => {
  engine = await startEngine({
    env: { SANDBOX_CLOCK: clock, TRUSTED_PROXIES: '127.0.0.1', QUOTATION_PER_MINUTE: '1' },
  });
  token = await clientFor(engine, 'admin').token();
});

type Sent = { readonly method?: 'POST'; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

async function reply(path: string, { method, headers = {}, body }: Sent = {}) {
  const answer = await request(`${engine.baseUrl}${path}`, {
    method: method ?? 'GET',
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const post = (type: string, body: string, more = {}): Sent => ({
  method: 'POST',
  headers: { 'content-type': type, ...more },
  body,
});

/** How each dialect refuses: path, request, status, code. */
const refusals: readonly (readonly [string, string, () => Sent, number, string])[] = [
  ['affinity', '/v1/nothing', () => ({}), 404, 'ROUTE-UNKNOWN'],
  ['affinity', '/v1/affinity', () => ({}), 401, 'TOKEN-INVALID'],
  ['affinity', '/v1/affinity', () => ({ headers: { authorization: `Bearer ${token}` } }), 403, 'ROLE-REFUSED'],
  ['affinity', '/v1/attachments/none', () => ({}), 404, 'LINK-UNKNOWN'],
  ['affinity', '/v1/insurer-answers/none', () => post('application/json', '{'), 400, 'BODY-NOT-JSON'],
  ['affinity', '/v1/insurer-answers/none', () => post('text/plain', 'x'), 415, 'CONTENT-TYPE-INVALID'],
  ['quotation', '/v1/quotation/nothing', () => ({}), 404, 'ROUTE-UNKNOWN'],
  ['quotation', '/v1/quotation/100000/all', () => ({}), 401, 'SUBSCRIPTION-KEY-MISSING'],
  ['agency-number', '/api/ipn/nothing', () => ({}), 200, 'ROUTE-UNKNOWN'],
  ['agency-number', '/api/ipn/agency-numbers', () => ({}), 200, 'TOKEN-INVALID'],
  ['agency-number', '/api/ipn/tokens', () => post('text/plain', 'x'), 415, 'CONTENT-TYPE-INVALID'],
  ['cloud-admin', '/admin/v1/nothing', () => ({}), 404, 'ROUTE-UNKNOWN'],
  ['cloud-admin', '/admin/v1/affinity-groups', () => ({}), 401, 'TOKEN-INVALID'],
  ['cloud-admin', '/account/v1/producer-codes', () => ({ method: 'POST' }), 405, 'METHOD-REFUSED'],
  ['ops', '/ops/v1/nothing', () => ({}), 404, 'ROUTE-UNKNOWN'],
  [
    'ops',
    '/ops/v1/clients?role=admin',
    () => ({ headers: { authorization: `Bearer ${token}` } }),
    400,
    'INPUT-INVALID',
  ],
  ['oauth', '/oauth2/token', () => post('application/json', '{"grant_type":"none"}'), 400, 'GRANT-UNSUPPORTED'],
  ['oauth', '/oauth2/token', () => post('text/plain', 'x'), 415, 'CONTENT-TYPE-INVALID'],
  ['no dialect', '/nothing', () => ({}), 404, 'ROUTE-UNKNOWN'],
  ['ops', '/ops/v1/%', () => ({}), 400, 'HEADER-INVALID'],
];

describe('a refusal', () => {
  it.each(refusals)('of %s at %s names its code and its request', async (_, path, sent, status, code) => {
    const answer = await reply(path, sent());
    expect([answer.status, answer.headers['error-code']]).toEqual([status, code]);
    expect(answer.headers['request-id']).toMatch(uuid);
  });

  it('by the limit of calls names them, too', async () => {
    const headers = { 'ocp-apim-subscription-key': engine.credentials.quotation.subscriptionKey };
    await reply('/v1/quotation/100000/all', { headers });
    const answer = await reply('/v1/quotation/100000/all', { headers });
    expect([answer.status, answer.headers['error-code']]).toEqual([429, 'RATE-EXCEEDED']);
    expect(answer.headers['request-id']).toMatch(uuid);
  });

  it('of what is not HTTP names them, too, and the logs have it', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(engine.baseUrl).port), '127.0.0.1', () => socket.write('no HTTP\r\n\r\n'));
      let received = '';
      socket.on('data', (bytes) => (received += bytes.toString()));
      socket.on('end', () => resolve(received));
      socket.on('error', reject);
    });
    expect(text).toMatch(/^error-code: HEADER-INVALID\r$/m);
    const [, id = ''] = /^request-id: (\S+)\r$/m.exec(text) ?? [];
    expect(id).toMatch(uuid);
    await eventually(() => expect(engine.stderr()).toContain(id));
  });
});

describe('any reply', () => {
  it.each(['/health/live', '/openapi.json', '/docs', '/.well-known/oauth-authorization-server'])(
    'names its request: %s',
    async (path) => {
      const { status, headers } = await reply(path);
      expect(status).toBe(200);
      expect(headers['request-id']).toMatch(uuid);
      expect(headers['error-code']).toBeUndefined();
    },
  );

  it('names its request where it is a document', async () => {
    const { attachments } = await contract(clientFor(engine, 'partner'));
    const { status, headers } = await reply(new URL(attachments[0]?.url ?? '').pathname);
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(headers['request-id']).toMatch(uuid);
  });

  it('names its request as the logs do', async () => {
    const { headers } = await reply('/v1/nothing');
    await eventually(() => expect(engine.stderr()).toContain(`"request":"${String(headers['request-id'])}"`));
  });

  it('names its request as the logs do where the path cannot be read', async () => {
    const { headers } = await reply('/%', { headers: { 'request-id': 'edge-%', 'x-forwarded-for': '203.0.113.9' } });
    expect(headers['request-id']).toMatch(uuid);
    await eventually(() => expect(engine.stderr()).toContain(`"request":"${String(headers['request-id'])}"`));
  });

  it('has the name that a trusted proxy gave, and not that of a caller', async () => {
    const forwarded = { 'request-id': 'edge-0c9d3a40-77a1', 'x-forwarded-for': '203.0.113.9' };
    expect((await reply('/v1/nothing', { headers: forwarded })).headers['request-id']).toBe('edge-0c9d3a40-77a1');
    const own = { 'request-id': 'edge-0c9d3a40-77a1' };
    expect((await reply('/v1/nothing', { headers: own })).headers['request-id']).toMatch(uuid);
  });
});

describe('a call with parts that it does not know', () => {
  it.each([
    ['/v1/affinity?productId=bike', 'productId: expected no such parameter; the nearest is product_id; known are '],
    ['/v1/affinity?colour=red', 'colour: expected no such parameter; known are '],
    ['/v1/affinity/partner?rows=1', 'rows: expected no such parameter'],
  ])('%s is refused in words that name the parameter', async (path, sentence) => {
    const partner = await clientFor(engine, 'partner').token();
    const { status, text } = await reply(path, { headers: { authorization: `Bearer ${partner}` } });
    expect(status).toBe(400);
    expect((JSON.parse(text) as { error: string }).error).toContain(sentence);
  });

  it('is refused with the problems of the form that comes nearest', async () => {
    const { webhookEndpointId } = engine.credentials.partner;
    const { status, body } = await clientFor(engine, 'partner').post<{ readonly error: string }>(
      `/v1/webhooks/endpoints/${webhookEndpointId}/replay`,
      { from: 3 },
    );
    expect([status, body.error]).toEqual([
      400,
      'to: expected a whole number from 1 to 9007199254740991; it is missing',
    ]);
  });
});
