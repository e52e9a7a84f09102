import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, sendRaw, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import * as agency from './acting/agency.js';
import { added, aNumber, at5405, everyNumber } from './acting/agency.js';
import { clock } from './acting/samples.js';
import { lastLine } from './acting/figures.js';

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

/** Whatever was sent: nothing of it is stored, nothing went wrong inside, and the engine serves. */
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
const one = (fields: Readonly<Record<string, unknown>>) => at5405(good, { ...aNumber('bad'), ...fields });
const without = (name: string) => {
  const { [name]: _, ...rest } = aNumber('bad') as Record<string, unknown>;
  return at5405(good, rest);
};
const sets = (...named: readonly Readonly<Record<string, unknown>>[]) => ({
  agencyNumberSets: [
    { baFinId: '5405', agencyNumbers: [good] },
    ...named.map((each) => ({ ...each, agencyNumbers: [good] })),
  ],
});
const field = (name: string) => `^agencyNumberSets\\[0\\]\\.agencyNumbers\\[1\\]\\.${name}: expected `;

describe('a registration of which one thing is wrong', () => {
  it.each<[string, unknown, RegExp]>([
    ['no insurer', sets({}), /^agencyNumberSets\[1\]: expected baFinId, insurerId or supervisingAuthorityId$/],
    ['an insurer of empty texts', sets({ baFinId: '', insurerId: ' ' }), /^agencyNumberSets\[1\]: expected baFinId/],
    [
      'an unknown insurer',
      sets({ baFinId: '9999' }),
      /^agencyNumberSets\[1\]\.baFinId: expected an insurer that is known$/,
    ],
    ['a number of another kind', sets({ insurerId: '5405' }), /^agencyNumberSets\[1\]\.insurerId: expected an insurer/],
    [
      'two that disagree',
      sets({ baFinId: '5405', insurerId: '5036' }),
      /^agencyNumberSets\[1\]: expected numbers of one/,
    ],
    ['one of two unknown', sets({ baFinId: '5405', insurerId: '1' }), /^agencyNumberSets\[1\]\.insurerId: expected/],
    ['an insurer’s number as a number', sets({ baFinId: 5405 }), /^agencyNumberSets\[1\]\.baFinId: expected text/],
    ['two insurers wrong', sets({}, { baFinId: 'x' }), /^agencyNumberSets\[1\]: .+; agencyNumberSets\[2\]\.baFinId: /],
    ['no sets', {}, /^agencyNumberSets: expected a list.+ missing/],
    ['sets that are null', { agencyNumberSets: null }, /^agencyNumberSets: expected a list/],
    ['empty sets', { agencyNumberSets: [] }, /^agencyNumberSets: expected a list of at least 1 entry/],
    [
      'empty numbers',
      { agencyNumberSets: [{ baFinId: '5405', agencyNumbers: [] }] },
      /^agencyNumberSets\[0\]\.agencyNumbers: /,
    ],
    ['no numbers', { agencyNumberSets: [{ baFinId: '5405' }] }, /^agencyNumberSets\[0\]\.agencyNumbers: .+ missing/],
    ['a list for a body', [], /^body: expected an object/],
    ['a text for a body', 'x', /^body: expected an object/],
    ['null for a body', null, /^body: expected an object/],
    ['an unknown field', { ...at5405(good), extra: 1 }, /^extra: expected no such property/],
    [
      'an unknown field of a set',
      sets({ baFinId: '5405', name: 'x' }),
      /^agencyNumberSets\[1\]\.name: expected no such/,
    ],
    ['an unknown field of a number', one({ comment: 'x' }), new RegExp(field('comment'))],
    ['no number', without('agencyNumber'), new RegExp(field('agencyNumber'))],
    ['an empty number', one({ agencyNumber: '  ' }), new RegExp(field('agencyNumber'))],
    ['a number as a number', one({ agencyNumber: 17 }), new RegExp(field('agencyNumber'))],
    ['a number of 101 letters', one({ agencyNumber: 'x'.repeat(101) }), new RegExp(field('agencyNumber'))],
    ['a number of two lines', one({ agencyNumber: 'a\nb' }), new RegExp(field('agencyNumber'))],
    ['no defaultForTenders', without('defaultForTenders'), new RegExp(field('defaultForTenders'))],
    ['no defaultForCalculations', without('defaultForCalculations'), new RegExp(field('defaultForCalculations'))],
    ['no active', without('active'), new RegExp(field('active'))],
    ['"true" for true', one({ defaultForTenders: 'true' }), new RegExp(`${field('defaultForTenders')}true or false`)],
    ['1 for true', one({ defaultForCalculations: 1 }), new RegExp(field('defaultForCalculations'))],
    ['"" for false', one({ active: '' }), new RegExp(`${field('active')}true or false`)],
    ['null for active', one({ active: null }), new RegExp(field('active'))],
    [
      'an unknown collection type',
      one({ collectionType: 'agent_collection' }),
      new RegExp(`${field('collectionType')}one of broker_collection, insurer_collection, mga_collection`),
    ],
    ['a collection type in capitals', one({ collectionType: 'MGA_COLLECTION' }), new RegExp(field('collectionType'))],
    ['a list for a text', one({ matchCode: ['x'] }), new RegExp(field('matchCode'))],
    ['null for a text', one({ matchCode: null }), new RegExp(field('matchCode'))],
    ['an external id that is used', one({ externalUniqueId: 'used' }), new RegExp(field('externalUniqueId'))],
    [
      'one external id twice',
      at5405(aNumber('a', { externalUniqueId: 'x' }), aNumber('b', { externalUniqueId: ' x ' })),
      new RegExp(field('externalUniqueId')),
    ],
    [
      'one external id at two insurers',
      {
        agencyNumberSets: [
          { baFinId: '5405', agencyNumbers: [aNumber('a', { externalUniqueId: 'y' })] },
          { insurerId: '5036', agencyNumbers: [aNumber('a', { externalUniqueId: 'y' })] },
        ],
      },
      /^agencyNumberSets\[1\]\.agencyNumbers\[0\]\.externalUniqueId: /,
    ],
  ])('%s is refused whole, in the dialect’s own words', async (_, sent, message) => {
    await refused(user.register<agency.Refused>(sent), message);
  });

  it.each<[string, string | Uint8Array, Readonly<Record<string, string>>, RegExp]>([
    ['no JSON', '{"agencyNumberSets":', {}, /^body: expected JSON/],
    [
      'a body larger than the limit',
      JSON.stringify({ x: 'x'.repeat(6 * 1024 * 1024) }),
      {},
      /^body: expected at most 5242880 bytes/,
    ],
    ['__proto__', '{"__proto__":{}}', {}, /^body: expected no key/],
    ['a field twice', '{"agencyNumberSets":[],"agencyNumberSets":[]}', {}, /^body: expected each property once/],
    [
      'a form',
      'agencyNumberSets=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      /^content-type: expected/,
    ],
    ['plain text', 'x', { 'content-type': 'text/plain' }, /^content-type: expected/],
    ['an empty Idempotency-Key', '{}', { 'idempotency-key': '' }, /./],
  ])('%s is refused', async (_, raw, headers, message) => {
    await refused(user.register<agency.Refused>(undefined, undefined, { raw, headers }), message);
  });

  it('nothing at all is refused', async () => {
    await refused(user.register<agency.Refused>(undefined), /^body: expected a JSON object/);
  });
});

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

  it('whose client was revoked is gone, its token with it', async () => {
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

  it('gives no token that any other dialect takes', async () => {
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

  it('lets nobody guess: after ten wrong secrets the right one waits, too', async () => {
    const made = await admin.post<{ readonly id: string; readonly client_secret: string }>('/ops/v1/clients', {
      name: 'Guessed',
      role: 'account',
    });
    const { id: hash, client_secret } = made.body;
    await admin.post(`/ops/v1/accounts/${own.accountToken}/api-users`, { client_id: hash });
    for (let one = 0; one < 10; one += 1) await nobody.post('/api/ipn/tokens', { hash, secret: `guess ${one}` });
    const { status, body } = await nobody.post<agency.Refused>('/api/ipn/tokens', { hash, secret: client_secret });
    expect([status, body.error]).toEqual([200, 'Too many wrong secrets for this client; try again in a minute.']);
  });
});

describe('a list', () => {
  it.each<[Record<string, string>, RegExp]>([
    [{ purpose: 'tenders' }, /^baFinId, insurerId or supervisingAuthorityId: expected numbers of one/],
    [{ baFinId: '9999', purpose: 'tenders' }, /^baFinId: expected an insurer that is known$/],
    [{ baFinId: '5405', insurerId: '5036', purpose: 'tenders' }, /: expected numbers of one and the same insurer$/],
    [{ baFinId: '5405' }, /^purpose: expected one of tenders, calculations; it is missing$/],
    [{ baFinId: '5405', purpose: 'other' }, /^purpose: expected one of tenders, calculations$/],
    [{ baFinId: '5405', purpose: 'tenders', page: '1' }, /^page: expected no such property/],
  ])('of %j is refused', async (query, message) => {
    await refused(user.offer<agency.Refused>(query), message);
  });
});

describe('a call nobody knows', () => {
  it.each([
    ['get', '/api/ipn/tokens'],
    ['post', '/api/ipn/other'],
    ['delete', '/api/ipn/agency-numbers/x'],
  ] as const)('%s %s is answered in the dialect’s shape', async (method, path) => {
    const { status, body } = await nobody[method]<agency.Refused>(path);
    expect([status, body]).toEqual([200, { error: 'There is no such call.' }]);
  });
});
