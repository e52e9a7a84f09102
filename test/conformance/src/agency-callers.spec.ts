import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, sendRaw, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import * as agency from './fixtures/agency.js';
import { added, aNumber, at5405, everyNumber } from './fixtures/agency.js';
import { clock } from './fixtures/samples.js';
import { lastLine } from './fixtures/figures.js';

let engine: Engine;
let admin: Client;
let nobody: Client;
let user: agency.ApiUser;
let own: Engine['credentials']['agencyNumbers'];

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  admin = clientFor(engine, 'admin');
  nobody = clientFor(engine, null);
  user = await agency.apiUser(engine);
  own = engine.credentials.agencyNumbers;
  await user.register(at5405(aNumber('kept', { externalUniqueId: 'used' })));
});

/** Expects a refusal that stores nothing and causes no 500, and an engine that still serves. */
async function refused(answer: Promise<{ readonly status: number; readonly body: agency.Refused }>, message: RegExp) {
  const before = [await everyNumber(admin), await lastLine(admin)];
  const { status, body } = await answer;
  expect([status, body]).toEqual([200, { error: expect.stringMatching(message) }]);
  expect([await everyNumber(admin), await lastLine(admin)]).toEqual(before);
}

afterEach(async () => {
  expect(engine.stderr()).not.toMatch(/"level":"(error|fatal)"/);
  expect((await nobody.get('/health/ready')).status).toBe(200);
});

const good = aNumber('good');

describe('a caller', () => {
  const calls = (headers: Readonly<Record<string, string>>) => [
    () => nobody.post<agency.Refused>(agency.path, at5405(good), { headers }),
    () => nobody.get<agency.Refused>(agency.path, { query: { baFinId: '5405', purpose: 'tenders' }, headers }),
    () => nobody.patch<agency.Refused>(`${agency.path}/x`, { active: false }, { headers }),
  ];
  const claims = () => agency.claimsOf(user.token);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}`, 'x-broker-token': own.brokerToken });
  const invalid = /^authorization: expected a bearer token/;
  const gone = /^API User is not existing or deactivated\.$/;

  it.each<[string, () => Record<string, string> | Promise<Record<string, string>>, RegExp]>([
    ['without a token', () => ({ 'x-broker-token': own.brokerToken }), invalid],
    ['with a token of garbage', () => bearer('a.b.c'), invalid],
    ['with another scheme', () => ({ ...bearer(''), authorization: `Basic ${user.token}` }), invalid],
    [
      'with a token that is over',
      () =>
        bearer(agency.signedToken(engine, 'agency tokens', { ...claims(), exp: Math.floor(Date.now() / 1000) - 1 })),
      invalid,
    ],
    ['with a token signed for another purpose', () => bearer(agency.signedToken(engine, 'tokens', claims())), invalid],
    ['with an operator’s token', async () => bearer(await clientFor(engine, 'admin').token()), invalid],
    ['with an account client’s token', async () => bearer(await clientFor(engine, 'account').token()), invalid],
    [
      'that is unknown',
      () => bearer(agency.signedToken(engine, 'agency tokens', { ...claims(), sub: 'nobody' })),
      gone,
    ],
    ['of an earlier secret', () => bearer(agency.signedToken(engine, 'agency tokens', { ...claims(), ver: 0 })), gone],
    [
      'that works for no account',
      () =>
        bearer(agency.signedToken(engine, 'agency tokens', { ...claims(), sub: engine.credentials.account.clientId })),
      gone,
    ],
    [
      'that names nobody',
      () => ({ authorization: `Bearer ${user.token}` }),
      /^X-Broker-Token, X-Account-Token: expected/,
    ],
    [
      'that names nobody by empty texts',
      () => ({ ...bearer(user.token), 'x-broker-token': '' }),
      /^X-Broker-Token, X-Account/,
    ],
    [
      'that names an unknown broker',
      () => ({ ...bearer(user.token), 'x-broker-token': 'x' }),
      /^X-Broker-Token: expected/,
    ],
    [
      'that names a broker of another account',
      () => ({ ...bearer(user.token), 'x-broker-token': own.otherBrokerToken }),
      /^X-Broker-Token: expected a broker of the account/,
    ],
    [
      'that names a broker of another account beside its own',
      () => ({ ...bearer(user.token), 'x-broker-token': own.otherBrokerToken, 'x-account-token': own.accountToken }),
      /^X-Broker-Token: expected/,
    ],
    [
      'that names an unknown account',
      () => ({ ...bearer(user.token), 'x-account-token': 'x' }),
      /^X-Account-Token: expected/,
    ],
    [
      'that takes a broker for an account',
      () => ({ ...bearer(user.token), 'x-account-token': own.brokerToken }),
      /^X-Account/,
    ],
    [
      'that takes an account for a broker',
      () => ({ ...bearer(user.token), 'x-broker-token': own.accountToken }),
      /^X-Broker/,
    ],
  ])('%s is refused by every call', async (_, headers, message) => {
    for (const call of calls(await headers())) await refused(call(), message);
  });

  it('whose client was revoked is refused, also with an earlier token', async () => {
    const made = await admin.post<{ readonly id: string; readonly client_secret: string }>('/ops/v1/clients', {
      name: 'Leaving',
      role: 'account',
    });
    const { id, client_secret: secret } = made.body;
    await admin.post(`/ops/v1/accounts/${own.accountToken}/api-users`, { client_id: id });
    const pair = { hash: id, secret };
    const { token } = (await nobody.post<agency.Token>('/api/ipn/tokens', pair)).body;
    expect((await nobody.post(agency.path, at5405(aNumber('left')), { headers: bearer(token) })).body).toEqual(added);
    await admin.post(`/ops/v1/clients/${id}/revoke`);
    for (const call of calls(bearer(token))) await refused(call(), gone);
    await refused(nobody.post<agency.Refused>('/api/ipn/tokens', pair), gone);
  });

  it('that sends a header twice is refused', async () => {
    const { hostname, port } = new URL(engine.baseUrl);
    const lines = [
      `GET ${agency.path}?baFinId=5405&purpose=tenders HTTP/1.1`,
      `host: ${hostname}:${port}`,
      `authorization: Bearer ${user.token}`,
      `x-broker-token: ${own.brokerToken}`,
      `x-broker-token: ${own.otherBrokerToken}`,
      'connection: close',
    ];
    const answer = await sendRaw(engine.baseUrl, `${lines.join('\r\n')}\r\n\r\n`);
    expect([answer?.status, answer?.body]).toEqual([200, expect.stringContaining('x-broker-token: expected once')]);
  });
});

describe('the token call', () => {
  it('answers a token for 15 minutes, and until when', async () => {
    const before = Date.now();
    const { status, body } = await nobody.post<agency.Token>('/api/ipn/tokens', { hash: own.hash, secret: own.secret });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['token', 'expired']);
    expect(body.expired).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
    const seconds = (Date.parse(`${body.expired.replace(' ', 'T')}Z`) - before) / 1000;
    expect(seconds).toBeGreaterThan(895);
    expect(seconds).toBeLessThan(905);
    expect(agency.claimsOf(body.token)).toMatchObject({ exp: Date.parse(`${body.expired.replace(' ', 'T')}Z`) / 1000 });
  });

  it('gives a token that no other dialect accepts', async () => {
    const headers = { authorization: `Bearer ${user.token}` };
    expect((await nobody.get('/ops/v1/partners', { headers })).status).toBe(401);
    expect((await nobody.get('/v1/affinity', { headers })).status).toBe(401);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['a wrong secret', () => ({ hash: own.hash, secret: 'wrong' }), /^API User is not existing or deactivated\.$/],
    ['an unknown hash', () => ({ hash: 'nobody', secret: own.secret }), /^API User is not existing or deactivated\.$/],
    [
      'a client that works for no account',
      () => ({ hash: engine.credentials.admin.clientId, secret: engine.credentials.admin.clientSecret }),
      /^API User is not existing or deactivated\.$/,
    ],
    ['no secret', () => ({ hash: own.hash }), /^secret: expected text.+ missing$/],
    ['an empty hash', () => ({ hash: '', secret: own.secret }), /^hash: expected text/],
    ['a number for a hash', () => ({ hash: 1, secret: own.secret }), /^hash: expected text/],
    [
      'more than is asked',
      () => ({ hash: own.hash, secret: own.secret, scope: 'x' }),
      /^scope: expected no such property/,
    ],
  ])('with %s is answered with an error', async (_, sent, message) => {
    await refused(nobody.post<agency.Refused>('/api/ipn/tokens', sent()), message);
  });

  it('prevents guessing: after ten wrong secrets further ones are sent away, also with forged addresses', async () => {
    for (let one = 0; one < 10; one += 1) {
      const headers = { 'x-forwarded-for': `192.0.2.${one}` };
      await nobody.post('/api/ipn/tokens', { hash: own.hash, secret: `guess ${one}` }, { headers });
    }
    const { status, headers, body } = await nobody.post<agency.Refused>('/api/ipn/tokens', {
      hash: own.hash,
      secret: 'guess',
    });
    expect([status, body.error]).toEqual([429, 'Too many wrong secrets from this address; try again in a minute.']);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    const right = await nobody.post<agency.Token>('/api/ipn/tokens', { hash: own.hash, secret: own.secret });
    expect([right.status, typeof right.body.token]).toEqual([200, 'string']);
  });
});
