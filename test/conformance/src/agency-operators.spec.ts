import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import * as agency from './fixtures/agency.js';
import { added, aNumber, at5405, everyNumber } from './fixtures/agency.js';
import { clock } from './fixtures/samples.js';
import type { Listed, Problem } from './fixtures/wire.js';

let engine: Engine;
let admin: Client;
let user: agency.ApiUser;
let ours: agency.For;
let account: agency.For;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  admin = clientFor(engine, 'admin');
  user = await agency.apiUser(engine);
  const { brokerToken, accountToken } = engine.credentials.agencyNumbers;
  ours = { broker: brokerToken };
  account = { account: accountToken };
});

describe('operators', () => {
  it('list the numbers of all or of some owners, page by page, with internal comments', async () => {
    await user.register(at5405(aNumber('A', { internalComment: 'watch this one' }), aNumber('B'), aNumber('C')), ours);
    const query = { broker_id: ours.broker ?? '' };
    const all = await everyNumber(admin, { ...query, rows: 2 });
    expect(all.map(({ agency_number, internal_comment }) => [agency_number, internal_comment])).toEqual([
      ['A', 'watch this one'],
      ['B', null],
      ['C', null],
    ]);
    expect(await everyNumber(admin, { ...query, insurer_id: 'ins-5036' })).toEqual([]);
    expect((await everyNumber(admin, { account_id: account.account ?? '' })).length).toBeGreaterThan(2);
    expect((await clientFor(engine, 'account').get<Problem>('/ops/v1/agency-numbers')).status).toBe(403);
  });

  it('are shown which number is a broker’s default for each purpose, and why', async () => {
    const flags = { defaultForTenders: true, defaultForCalculations: false };
    await user.register(at5405(aNumber('first', flags), aNumber('second', flags)), ours);
    await user.register(at5405(aNumber('shared', { ...flags, defaultForCalculations: true })), account);
    type Line = { readonly agency_number: string; readonly owner: string; readonly verdict: string };
    type Explained = { readonly tenders: readonly Line[]; readonly calculations: readonly Line[] };
    const query = { broker_id: ours.broker ?? '', insurer_id: 'ins-5405' };
    const { tenders, calculations } = (await admin.get<Explained>('/ops/v1/agency-defaults', { query })).body;
    const short = (lines: readonly Line[]) => lines.map(({ agency_number: n, owner, verdict }) => [n, owner, verdict]);
    expect(short(tenders).slice(0, 2)).toEqual([
      ['second', 'broker', 'default'],
      ['first', 'broker', 'sent-earlier'],
    ]);
    expect(short(tenders)).toContainEqual(['shared', 'account', 'farther-owner']);
    expect(short(calculations)).toEqual([['shared', 'account', 'default']]);
    for (const [change, code] of [
      [{ broker_id: '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51' }, 'BROKER-UNKNOWN'],
      [{ insurer_id: 'ins-0000' }, 'INSURER-UNKNOWN'],
    ] as const) {
      const refused = await admin.get<Problem>('/ops/v1/agency-defaults', { query: { ...query, ...change } });
      expect([refused.status, refused.body.code]).toEqual([404, code]);
    }
  });

  it('open accounts with brokers and API users, who see nothing of other accounts', async () => {
    const made = (await admin.post<{ readonly id: string }>('/ops/v1/accounts', { name: 'New account' })).body;
    const its = (await admin.post<{ readonly id: string }>(`/ops/v1/accounts/${made.id}/brokers`, { name: 'New' }))
      .body;
    const client = { name: 'New user', role: 'account' };
    const { id, client_secret } = (
      await admin.post<{ readonly id: string; readonly client_secret: string }>('/ops/v1/clients', client)
    ).body;
    const nobody = clientFor(engine, null);
    const tokenFor = () =>
      nobody.post<agency.Token & agency.Refused>('/api/ipn/tokens', { hash: id, secret: client_secret });
    expect((await tokenFor()).body.error).toBe('API User is not existing or deactivated.');
    const admitted = await admin.post(`/ops/v1/accounts/${made.id}/api-users`, { client_id: id });
    expect([admitted.status, admitted.body]).toEqual([201, { client_id: id, account_id: made.id }]);
    const headers = { authorization: `Bearer ${(await tokenFor()).body.token}`, 'x-broker-token': its.id };
    expect((await nobody.post(agency.path, at5405(aNumber('N')), { headers })).body).toEqual(added);
    const foreign = { ...headers, 'x-broker-token': ours.broker ?? '' };
    const refused = await nobody.post<agency.Refused>(agency.path, at5405(aNumber('N')), { headers: foreign });
    expect(refused.body.error).toMatch(/^X-Broker-Token: /);
    const { items } = (await admin.get<Listed<{ readonly id: string }>>(`/ops/v1/accounts/${made.id}/brokers`)).body;
    expect(items).toEqual([its]);
    const accounts = (await admin.get<Listed<{ readonly id: string }>>('/ops/v1/accounts', { query: { rows: 100 } }))
      .body;
    expect(accounts.items).toContainEqual(made);
  });

  it.each([
    ['an account nobody knows', async () => `/ops/v1/accounts/unknown/brokers`, { name: 'x' }, 404],
    [
      'a client nobody knows',
      async () => `/ops/v1/accounts/${account.account}/api-users`,
      { client_id: 'unknown' },
      404,
    ],
  ])('are refused %s', async (_, where, body, status) => {
    expect((await admin.post<Problem>(await where(), body)).status).toBe(status);
  });

  it('admit only clients of role account, each to one account', async () => {
    const { hash, accountToken } = engine.credentials.agencyNumbers;
    const other = (await admin.post<{ readonly id: string }>('/ops/v1/accounts', { name: 'Another' })).body;
    const admit = (to: string, client_id: string) =>
      admin.post<Problem>(`/ops/v1/accounts/${to}/api-users`, { client_id });
    expect((await admit(accountToken, hash)).status).toBe(201);
    const taken = await admit(other.id, hash);
    expect([taken.status, taken.body.code]).toEqual([409, 'API-USER-TAKEN']);
    const wrong = await admit(accountToken, engine.credentials.admin.clientId);
    expect([wrong.status, wrong.body.code]).toEqual([400, 'INPUT-INVALID']);
  });
});
