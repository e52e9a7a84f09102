import { createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Answer, type Client, type Engine } from '@affinity-engine/test-harness';
import { done } from './fixtures/partner-day.js';

type TokenAnswer = { readonly access_token: string; readonly token_type: string; readonly expires_in: number };
type Refused = { readonly error: string; readonly error_description: string };

let engine: Engine;
let anyone: Client;
let admin: Client;

beforeAll(async () => {
  engine = await startEngine();
  anyone = clientFor(engine, null);
  admin = clientFor(engine, 'admin');
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
    ['a field nobody knows', () => ({ username: 'x' }), 400, 'invalid_request'],
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
  it('of ten in a minute are answered 401, the eleventh and the right one after it 429, and others go on', async () => {
    const made = { name: 'Guessed', role: 'admin' };
    const { id, client_secret: secret } = done(
      await admin.post<{ readonly id: string; readonly client_secret: string }>('/ops/v1/clients', made),
      201,
    );
    const tries = [];
    for (let at = 0; at < 11; at += 1) {
      tries.push((await token({ ...grant, client_id: id, client_secret: `guess ${at}` })).status);
    }
    expect(tries).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    const right = await token({ ...grant, client_id: id, client_secret: secret });
    expect([right.status, right.headers['retry-after']]).toEqual([429, '60']);
    expect((await token({ ...grant, ...own() })).status).toBe(200);
  });

  it('are counted also if they are sent at once', async () => {
    const tries = Array.from({ length: 30 }, () => token({ ...grant, client_id: 'many at once', client_secret: 'x' }));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
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
