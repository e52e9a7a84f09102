import { createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Answer, type Client, type Engine } from '@affinity-engine/test-harness';

type TokenAnswer = { readonly access_token: string; readonly token_type: string; readonly expires_in: number };
type Refused = { readonly error: string; readonly error_description: string };

let engine: Engine;
let anyone: Client;

beforeAll(async () => {
  engine = await startEngine({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  anyone = clientFor(engine, null);
});

const form = (fields: Readonly<Record<string, string>>) => ({
  raw: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
});
const grant = { grant_type: 'client_credentials' };
const own = () => ({
  client_id: engine.credentials.partner.clientId,
  client_secret: engine.credentials.partner.clientSecret,
});

const token = (body: object) => anyone.post<TokenAnswer & Refused>('/oauth2/token', body);
const partnerWith = (bearer: string, path = '/v1/affinity/partner') =>
  anyone.get<{ readonly error: string }>(path, { headers: { authorization: bearer } });

describe('a token', () => {
  it.each<[string, () => Promise<Answer<TokenAnswer>>]>([
    ['as JSON', () => token({ ...grant, ...own() })],
    ['as a form', () => anyone.post('/oauth2/token', undefined, form({ ...grant, ...own() }))],
    [
      'as Basic, with the grant as JSON',
      () => anyone.post('/oauth2/token', grant, { headers: basic(own().client_id, own().client_secret) }),
    ],
    [
      'as Basic, with the grant as a form',
      () => {
        const { raw, headers } = form(grant);
        return anyone.post('/oauth2/token', undefined, {
          raw,
          headers: { ...headers, ...basic(own().client_id, own().client_secret) },
        });
      },
    ],
    [
      'with scope and audience',
      () => token({ ...grant, ...own(), scope: 'affinity', audience: 'https://api.example' }),
    ],
  ])('is given for credentials %s, and is accepted', async (_, ask) => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toMatchObject({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 });
    expect((await partnerWith(`Bearer ${body.access_token}`)).status).toBe(200);
  });

  it.each([
    ['a wrong secret', () => ({ client_secret: 'wrong' }), 401, 'invalid_client'],
    ['an unknown client', () => ({ client_id: 'nobody' }), 401, 'invalid_client'],
    [
      "another client's secret",
      () => ({ client_secret: engine.credentials.account.clientSecret }),
      401,
      'invalid_client',
    ],
    ['no secret', () => ({ client_secret: undefined }), 400, 'invalid_request'],
    ['no client', () => ({ client_id: undefined }), 400, 'invalid_request'],
    ['no grant', () => ({ grant_type: undefined }), 400, 'invalid_request'],
    ['another grant', () => ({ grant_type: 'password' }), 400, 'unsupported_grant_type'],
    ['a secret that is a number', () => ({ client_secret: 7 }), 400, 'invalid_request'],
  ])('is not given for %s', async (_, changed, status, error) => {
    const answer = await token({ ...grant, ...own(), ...changed() });
    expect([answer.status, answer.body]).toEqual([status, { error, error_description: expect.any(String) }]);
    expect(answer.headers['cache-control']).toBe('no-store');
    if (status === 401) expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
  });

  it('must not be stored by caches', async () => {
    expect((await token({ ...grant, ...own() })).headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['a wrong secret', () => basic(own().client_id, 'wrong'), 401],
    ['no colon', () => ({ authorization: `Basic ${Buffer.from('nothing').toString('base64')}` }), 401],
    ['no base64', () => ({ authorization: 'Basic %%%' }), 400],
  ])('is not given for Basic with %s', async (_, headers, status) => {
    expect((await anyone.post('/oauth2/token', grant, { headers: headers() })).status).toBe(status);
  });

  it('is not given for credentials both ways at once', async () => {
    const headers = basic(own().client_id, own().client_secret);
    expect((await anyone.post('/oauth2/token', { ...grant, ...own() }, { headers })).status).toBe(400);
  });
});

describe('wrong secrets', () => {
  const from = (address: string) => ({
    statusOf: async (secret: string, id = own().client_id) =>
      (await sentFrom(address, { client_id: id, client_secret: secret })).status,
    send: (secret: string) => sentFrom(address, { client_id: own().client_id, client_secret: secret }),
  });
  const sentFrom = (address: string, credentials: object) =>
    anyone.post<Refused>('/oauth2/token', { ...grant, ...credentials }, { headers: { 'x-forwarded-for': address } });

  it('of ten in a minute from one address are answered 401, further ones 429; the right one always passes', async () => {
    const { statusOf, send } = from('192.0.2.1');
    const tries = [];
    for (let at = 0; at < 12; at += 1) tries.push(await statusOf(`guess ${at}`));
    expect(tries).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    const { status, headers, body } = await send('guess');
    expect([status, body]).toEqual([
      429,
      { error: 'slow_down', error_description: 'Too many wrong secrets from this address; try again in a minute.' },
    ]);
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(await statusOf(own().client_secret)).toBe(200);
  });

  it('are counted over all clients, known or not, and for each address apart', async () => {
    const { statusOf } = from('192.0.2.2');
    for (let at = 0; at < 10; at += 1) await statusOf('guess', `nobody ${at}`);
    expect([await statusOf('guess'), await statusOf('guess', 'nobody')]).toEqual([429, 429]);
    expect(await from('192.0.2.3').statusOf('guess')).toBe(401);
  });

  it('are counted for the first half of an IPv6 address', async () => {
    for (let at = 0; at < 10; at += 1) await from(`2001:db8:0:1::${at}`).statusOf('guess');
    expect(await from('2001:db8:0:1:ffff::').statusOf('guess')).toBe(429);
    expect(await from('2001:db8:0:2::').statusOf('guess')).toBe(401);
  });

  it('are counted also if they are sent at once', async () => {
    const { statusOf } = from('192.0.2.4');
    const statuses = await Promise.all(Array.from({ length: 30 }, () => statusOf('guess')));
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  });

  it('are those of the last address that is no proxy, not those the caller sent before it', async () => {
    for (let at = 0; at < 10; at += 1) await from(`203.0.113.${at}, 192.0.2.5`).statusOf('guess');
    expect(await from('192.0.2.5, 127.0.0.1').statusOf('guess')).toBe(429);
  });
});

/** A token as this installation signs it, made from its stored secret. */
function signed(
  claims: Readonly<Record<string, unknown>>,
  header: object = { alg: 'HS256', typ: 'JWT' },
  secret = readFileSync(join(engine.dataDir, 'engine-secret'), 'utf8').trim(),
): string {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'affinity-engine tokens', 32));
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part(header)}.${part(claims)}`;
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
}

describe('a call', () => {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = () => ({
    sub: engine.credentials.partner.clientId,
    role: 'partner',
    ver: 1,
    iss: 'affinity-engine',
    iat: seconds,
    exp: seconds + 600,
  });
  const refusal = { error: 'authorization: expected a bearer token that is valid and not over.' };

  it('with a token signed here is served', async () => {
    expect((await partnerWith(`Bearer ${signed(claims())}`)).status).toBe(200);
  });

  it.each<[string, () => string | Promise<string>]>([
    ['one of another installation', () => signed(claims(), undefined, 'another secret of another installation')],
    ['an expired one', () => signed({ ...claims(), iat: seconds - 7200, exp: seconds - 3600 })],
    ['one that never ends', () => signed({ ...claims(), exp: undefined })],
    ['one of another issuer', () => signed({ ...claims(), iss: 'somebody' })],
    ['one of an unknown client', () => signed({ ...claims(), sub: 'nobody' })],
    ['one of an older secret', () => signed({ ...claims(), ver: 0 })],
    ['one without a signature', () => `${signed(claims()).replace(/\.[^.]+$/, '')}.`],
    ['one that says none', () => signed(claims(), { alg: 'none', typ: 'JWT' }).replace(/\.[^.]+$/, '.')],
    [
      'an altered one',
      async () => (await clientFor(engine, 'partner').token()).replace(/.$/, (end) => (end === 'A' ? 'Q' : 'A')),
    ],
    ['garbage', () => 'garbage'],
    ['nothing', () => ''],
    ['two words', () => 'a b'],
  ])('with %s is 401', async (_, made) => {
    const answer = await partnerWith(`Bearer ${await made()}`);
    expect([answer.status, answer.body]).toEqual([401, refusal]);
  });

  it.each(['', 'Basic abc', 'Token abc', 'Bearer'])('with the authorization "%s" is 401', async (authorization) => {
    expect((await partnerWith(authorization)).status).toBe(401);
  });

  it.each([
    ['partner', '/ops/v1/partners'],
    ['otherPartner', '/ops/v1/audit'],
    ['account', '/ops/v1/clients'],
    ['account', '/v1/affinity/partner'],
    ['account', '/v1/webhooks/endpoints'],
    ['admin', '/v1/affinity'],
    ['admin', '/v1/webhooks/endpoints'],
  ] as const)('of the role %s to %s is 403', async (who, path) => {
    expect((await clientFor(engine, who).get(path)).status).toBe(403);
  });

  it('is admitted by the stored role of the client, not by that in the token', async () => {
    const answer = await partnerWith(`Bearer ${signed({ ...claims(), role: 'admin' })}`, '/ops/v1/partners');
    expect(answer.status).toBe(403);
  });
});
