import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientFor,
  eventually,
  startEngine,
  type Answer,
  type Client,
  type Engine,
} from '@affinity-engine/test-harness';
import { apiUser } from './fixtures/agency.js';
import { codesPath } from './fixtures/groups.js';
import { done, requestId } from './fixtures/partner-day.js';
import { clock, contracts, holder } from './fixtures/samples.js';
import type { Failure, Listed, Problem } from './fixtures/wire.js';

type Refusal = {
  readonly reference: string;
  readonly at: string;
  readonly caller: string;
  readonly client_id: string;
  readonly partner_id: string | null;
  readonly operation: string;
  readonly code: string;
  readonly status: number;
  readonly sentence: string;
  readonly guide: string;
  readonly faults: readonly { readonly path: string; readonly expected: string }[];
  readonly about: Readonly<Record<string, unknown>>;
};
type Group = Pick<Refusal, 'operation' | 'code' | 'partner_id'> & {
  readonly count: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly newest_reference: string | null;
};
type Query = Readonly<Record<string, string | number>>;

let engine: Engine;
let [admin, partner, other]: Client[] = [];
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, REFUSALS_PER_HOUR: '10000' } });
  admin = clientFor(engine, 'admin');
  partner = clientFor(engine, 'partner');
  other = clientFor(engine, 'otherPartner');
});

const referenceOf = ({ headers }: Answer<unknown>): string => String(headers['request-id']);
const of = (client: Client | undefined): Client => client as Client;
const list = async (query: Query = {}, client = admin, path = '/ops/v1/refusals') =>
  done(await of(client).get<Listed<Refusal>>(path, { query })).items;
const groups = async (query: Query = {}) =>
  done(await of(admin).get<{ readonly items: readonly Group[] }>('/ops/v1/refusals/groups', { query })).items;
/** What is kept of a refused call, as operators see it. */
const kept = (answer: Answer<unknown>): Promise<Refusal> =>
  eventually(async () => done(await of(admin).get<Refusal>(`/ops/v1/refusals/${referenceOf(answer)}`)));
/** A call that is always refused, by its code. */
const unknownAffinity = (client: Client | undefined) => of(client).get<Failure>(`/v1/affinity/${randomUUID()}`);

describe('a refused call', () => {
  it('of a partner says who, which, why, what was wrong where, and what it was about', async () => {
    const affinity_request_id = await requestId(of(partner));
    const { first_name: _name, ...without } = holder;
    const body = { affinity_request_id, ...contracts['personal-life'], affinity_holder: { ...without, naem: 'a' } };
    const answer = await of(partner).post<Failure>('/v1/affinity', body);
    expect(await kept(answer)).toEqual({
      reference: referenceOf(answer),
      at: expect.stringMatching(/^20\d\d-.*Z$/),
      caller: 'partner',
      client_id: engine.credentials.partner.clientId,
      partner_id: engine.credentials.partner.id,
      operation: 'createAffinity',
      code: 'HOLDER-INVALID',
      status: 400,
      sentence: 'The holder is not what the product asks for.',
      guide: 'docs/errors.md#affinity',
      faults: [
        { path: 'affinity_holder.first_name', expected: expect.stringContaining('it is missing') },
        { path: 'affinity_holder.*', expected: expect.stringContaining('no such property') },
      ],
      about: { affinity_request_id, product_id: 'personal-life' },
    });
    expect(answer.body.error).toContain('affinity_holder.naem');
  });

  it('of a sale that no group admits names the groups, the producer code, the product and every reason', async () => {
    const sale = { product_id: 'personal-life' };
    const code = done(
      await of(admin).get<{ readonly data: { readonly attributes: { readonly code: string } } }>(`${codesPath}/pc:8`),
    );
    const answer = await of(other).post('/v1/affinity/request', { ...sale, producer_code: code.data.attributes.code });
    expect(await kept(answer)).toMatchObject({
      ...{ code: 'NOT-ELIGIBLE', status: 403, operation: 'createAffinityRequest' },
      guide: 'docs/errors.md#eligibility',
      faults: [
        {
          path: 'producer_code',
          expected: 'one associated with the closed group pc:909 (PRODUCER-CODE-NOT-IN-GROUP)',
        },
      ],
      about: { product_id: 'personal-life', affinity_group_ids: ['pc:909'], producer_code_id: 'pc:8' },
    });
  });

  it.each<[string, () => Promise<Answer<unknown>>, object]>([
    [
      'an operator',
      () => of(admin).post<Problem>('/ops/v1/partners', { name: 1 }),
      { caller: 'operator', operation: 'createPartner', code: 'INPUT-INVALID', status: 400, partner_id: null },
    ],
    [
      'a client of another role',
      () => of(partner).get<Problem>('/ops/v1/partners'),
      { caller: 'partner', operation: 'listPartners', code: 'ROLE-REFUSED', status: 403 },
    ],
    [
      'an account, for groups',
      () => clientFor(engine, 'account').get('/account/v1/producer-codes', { query: { sort: 'nothing' } }),
      {
        ...{ caller: 'account', code: 'INPUT-INVALID', status: 400 },
        faults: [{ path: 'sort', expected: expect.not.stringContaining('nothing') }],
      },
    ],
    [
      'a subscription',
      () =>
        clientFor(engine, null).get(`/v1/quotation/999999/${randomUUID()}`, {
          headers: { 'ocp-apim-subscription-key': engine.credentials.quotation.subscriptionKey },
        }),
      { caller: 'subscription', code: 'REGISTER-NUMBER-REFUSED', status: 400, about: {} },
    ],
  ])('of %s is kept, too', async (_, call, expected) => {
    expect(await kept(await call())).toMatchObject(expected);
  });

  it('of an API user is kept with the status 200 that it is answered with', async () => {
    const user = await apiUser(engine);
    const answer = await user.register({ agencyNumberSets: [] });
    expect(await kept(answer)).toMatchObject({ caller: 'account', code: 'INPUT-INVALID', status: 200 });
    const ofAnother = await user.register({ agencyNumberSets: [] }, { broker: randomUUID() });
    expect(await kept(ofAnother)).toMatchObject({ caller: 'account', code: 'BROKER-UNKNOWN', status: 200 });
  });

  it.each<[string, () => Promise<Answer<unknown>>]>([
    ['a stranger', () => clientFor(engine, null).get('/v1/affinity')],
    ['a path that does not exist', () => of(partner).get('/v1/nothing')],
    ['another method', () => of(admin).put('/ops/v1/partners', {})],
    ['the token call', () => clientFor(engine, null).post('/oauth2/token', { grant_type: 'x' })],
  ])('of %s is not kept', async (_, call) => {
    const [refused, known] = [await call(), await unknownAffinity(partner)];
    expect(refused.status).toBeGreaterThanOrEqual(400);
    await kept(known);
    expect((await of(admin).get(`/ops/v1/refusals/${referenceOf(refused)}`)).status).toBe(404);
  });

  it('survives an end of the process, and one that comes just before it', async () => {
    const ending = await startEngine();
    const its = () => clientFor(ending, 'partner');
    const first = await unknownAffinity(its());
    await ending.restart();
    const found = await its().get<Refusal>(`/v1/refusals/${referenceOf(first)}`);
    expect(found.body).toMatchObject({ code: 'AFFINITY-UNKNOWN' });
  });
});

describe('a partner', () => {
  it('sees its own refusals, and another one’s as what is not there', async () => {
    const own = await unknownAffinity(partner);
    await kept(own);
    const [mine, theirs, none] = await Promise.all([
      of(partner).get<Refusal>(`/v1/refusals/${referenceOf(own)}`),
      of(other).get<Failure>(`/v1/refusals/${referenceOf(own)}`),
      of(other).get<Failure>(`/v1/refusals/${randomUUID()}`),
    ]);
    expect([mine.status, mine.body.code]).toEqual([200, 'AFFINITY-UNKNOWN']);
    expect([theirs.status, theirs.body]).toEqual([404, none.body]);
    expect(theirs.body.error).toBe('reference: there is no such refusal, or it is no longer kept');
    const listed = await list({ rows: 100 }, partner, '/v1/refusals');
    expect(listed.map(({ reference }) => reference)).toContain(referenceOf(own));
    expect(new Set(listed.map(({ partner_id }) => partner_id))).toEqual(new Set([engine.credentials.partner.id]));
    expect((await list({ rows: 100 }, other, '/v1/refusals')).map(({ reference }) => reference)).not.toContain(
      referenceOf(own),
    );
  });

  it('does not choose whose refusals it sees', async () => {
    const query = { partner_id: engine.credentials.otherPartner.id };
    expect((await of(partner).get('/v1/refusals', { query })).status).toBe(400);
  });
});

describe('a list of refusals', () => {
  let references: readonly string[];
  beforeAll(async () => {
    const answers = [];
    for (const client of [partner, other, partner, other, partner]) answers.push(await unknownAffinity(client));
    for (const answer of answers) await kept(answer);
    references = answers.map(referenceOf);
  });

  it('goes on page by page, newest first, without a gap', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Query = { code: 'AFFINITY-UNKNOWN', rows: 2, ...(cursor === null ? {} : { cursor }) };
      const page: Listed<Refusal> = done(await of(admin).get<Listed<Refusal>>('/ops/v1/refusals', { query }));
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ reference }) => reference));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((each) => references.includes(each))).toEqual([...references].reverse());
  });

  it('is filtered by partner, client, call, code and span', async () => {
    const [first] = references;
    const { at } = done(await of(admin).get<Refusal>(`/ops/v1/refusals/${first}`));
    const { partner: demo, otherPartner } = engine.credentials;
    const found = async (query: Query) => {
      const all = (await list({ rows: 100, ...query })).map(({ reference }) => reference);
      return references.map((each) => (all.includes(each) ? 'x' : '-')).join('');
    };
    expect(await found({ partner_id: otherPartner.id })).toBe('-x-x-');
    expect(await found({ client_id: demo.clientId, operation: 'getAffinity' })).toBe('x-x-x');
    expect(await found({ partner_id: demo.id, client_id: otherPartner.clientId })).toBe('-----');
    expect(await found({ operation: 'createAffinity' })).toBe('-----');
    expect(await found({ code: 'AFFINITY-UNKNOWN', from: at })).toBe('xxxxx');
    expect(await found({ code: 'AFFINITY-UNKNOWN', to: at })).toBe('-----');
  });

  it.each<[Query, string]>([
    [{ rows: 0 }, 'rows'],
    [{ from: 'yesterday' }, 'from'],
    [{ from: '2026-01-02', to: '2026-01-02' }, 'to'],
    [{ partner_id: '*' }, 'partner_id'],
    [{ more: 1 }, 'more'],
  ])('with %j is refused, and the field is named', async (query, path) => {
    const { status, body } = await of(admin).get<Problem & { faults: Refusal['faults'] }>('/ops/v1/refusals', {
      query,
    });
    expect([status, body.faults.map((each) => each.path)]).toEqual([400, [path]]);
  });

  it('takes a cursor only with its filters, and none that was made up', async () => {
    const page = done(await of(admin).get<Listed<Refusal>>('/ops/v1/refusals', { query: { rows: 1 } }));
    const [total, , id, digest] = JSON.parse(Buffer.from(String(page.cursor), 'base64url').toString()) as unknown[];
    const forged = Buffer.from(JSON.stringify([total, 'x', id, digest])).toString('base64url');
    for (const query of [{ cursor: String(page.cursor), code: 'ROLE-REFUSED' }, { cursor: forged }]) {
      const { status, body } = await of(admin).get<Problem>('/ops/v1/refusals', { query });
      expect([status, body.code]).toEqual([400, 'CURSOR-INVALID']);
    }
  });

  it('counts them by code, call and partner, and leads to the newest', async () => {
    const { partner: demo, otherPartner } = engine.credentials;
    const counted = await groups();
    const group = (partner_id: string) =>
      counted.find((each) => each.code === 'AFFINITY-UNKNOWN' && each.partner_id === partner_id);
    expect(group(otherPartner.id)).toMatchObject({ operation: 'getAffinity', newest_reference: references[3] });
    expect(group(demo.id)?.newest_reference).toBe(references[4]);
    expect(counted.map(({ count }) => count)).toEqual(counted.map(({ count }) => count).sort((a, b) => b - a));
    const own = await groups({ partner_id: otherPartner.id });
    expect(new Set(own.map(({ partner_id }) => partner_id))).toEqual(new Set([otherPartner.id]));
    expect(await groups({ to: '2020-01-01' })).toEqual([]);
  });

  it.each([['partner'], ['account']] as const)('of all is not for a %s', async (role) => {
    for (const path of ['', '/groups', `/${references[0]}`]) {
      expect((await clientFor(engine, role).get(`/ops/v1/refusals${path}`)).status).toBe(403);
    }
  });
});

describe('a client that is refused in a loop', () => {
  it('has so many an hour kept, and all counted', async () => {
    const looping = await startEngine({ env: { REFUSALS_PER_HOUR: '5' } });
    const [its, operator] = [clientFor(looping, 'partner'), clientFor(looping, 'admin')];
    for (let each = 0; each < 12; each += 1) await unknownAffinity(its);
    await eventually(async () => {
      const { items } = done(await operator.get<{ items: readonly Group[] }>('/ops/v1/refusals/groups'));
      expect(items).toMatchObject([{ code: 'AFFINITY-UNKNOWN', count: 12 }]);
      const newest = await operator.get(`/ops/v1/refusals/${items[0]?.newest_reference}`);
      expect(newest.status).toBe(200);
    });
    expect(done(await operator.get<Listed<Refusal>>('/ops/v1/refusals')).items).toHaveLength(5);
  });
});

describe('what was sent', () => {
  /** In no other text; as a name it is one that no schema has. */
  const canary = 'Kanarienvogel52998224725';

  it('in any place is in no refusal, and nowhere in the database', async () => {
    const own = await startEngine({ env: { SANDBOX_CLOCK: clock, REFUSALS_PER_HOUR: '10000', LOG_LEVEL: 'silent' } });
    const [its, operator] = [clientFor(own, 'partner'), clientFor(own, 'admin')];
    const anyone = clientFor(own, null);
    const key = { headers: { 'ocp-apim-subscription-key': own.credentials.quotation.subscriptionKey } };
    const open = await requestId(its);
    const contract = (fields: object) =>
      its.post('/v1/affinity', { affinity_request_id: open, ...contracts['personal-life'], ...fields });
    const group = (attributes: object) => operator.post('/admin/v1/affinity-groups', { data: { attributes } });
    const quote = (fields: object) =>
      anyone.post(
        '/v1/quotation/contracting',
        { registerNumber: '100000', operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER', answers: [], ...fields },
        key,
      );
    const named = { [canary]: canary };
    const calls: readonly (() => Promise<Answer<unknown>>)[] = [
      () => its.get(`/v1/affinity/${canary}`),
      () => its.get('/v1/affinity', { query: named }),
      () => its.get('/v1/affinity', { query: { product_id: canary, rows: canary, sort: canary, cursor: canary } }),
      () => its.get('/v1/affinity', { query: { [`${canary}\u0000`]: `${canary}\u0000` } }),
      () => its.post('/v1/affinity/request', { product_id: canary, producer_code: canary }),
      () => its.post('/v1/affinity/request', { product_id: 'personal-life', producer_code: canary }),
      () => contract(named),
      () => contract({ affinity_request_id: canary }),
      () => contract({ plan_id: canary }),
      () => contract({ lifetime_start: canary }),
      () => contract({ affinity_holder: named }),
      () =>
        contract({ affinity_holder: { ...holder, first_name: named, address: named, cpf: canary, metadata: named } }),
      () => contract({ affinity_holder: { ...holder, metadata: { [canary.repeat(9)]: named } } }),
      () => contract({ item: named }),
      () => its.post('/v1/affinity', undefined, { raw: `{"${canary}":1,"${canary}":2}` }),
      () => its.post('/v1/affinity', undefined, { raw: canary }),
      () => its.post('/v1/affinity', {}, { headers: { 'idempotency-key': `${canary}\u00e9` } }),
      () => its.get(`/v1/refusals/${canary}`),
      () => operator.get('/ops/v1/refusals', { query: { ...named, code: canary.repeat(9) } }),
      () => operator.patch(`/ops/v1/partners/${own.credentials.partner.id}`, { insurers: { [canary]: canary } }),
      () => operator.patch(`/ops/v1/partners/${own.credentials.partner.id}`, { insurers: { [canary]: 'active' } }),
      () => operator.patch(`/ops/v1/partners/${canary}`, { product_ids: [canary], affinity_group_ids: [canary] }),
      () => operator.post('/ops/v1/data-subjects/search', { cpf: canary, name: '', ...named }),
      () => operator.post('/ops/v1/webhook-endpoints', { partner_id: own.credentials.partner.id, url: canary }),
      () => group({ ...named, affinityGroupType: { code: canary }, jurisdictions: [{ code: canary }] }),
      () => operator.get('/admin/v1/affinity-groups', { query: { filter: `${canary}:eq:${canary}`, fields: canary } }),
      () => operator.get('/admin/v1/affinity-groups', { query: { filter: canary, sort: canary } }),
      () => operator.get('/admin/v1/affinity-groups', { query: { filter: `name:eq:${canary}:${canary}` } }),
      () => operator.get('/admin/v1/affinity-groups', { query: { filter: `startDate:eq:${canary}` } }),
      () => operator.patch(`/admin/v1/affinity-groups/${canary}`, { data: { attributes: { id: canary } } }),
      () => quote(named),
      () => quote({ operationCode: canary, registerNumber: canary }),
      () =>
        quote({
          answers: [
            { code: canary, answer: canary },
            { code: canary, answer: canary },
          ],
        }),
      () =>
        quote({
          answers: [
            { code: 'IDENTITY', answer: [canary] },
            { code: 'INSURED-NAME', answer: named },
          ],
        }),
      () => anyone.get(`/v1/quotation/${canary}/${canary}`, key),
    ];
    const answers = [];
    for (const call of calls) answers.push(await call());
    expect(answers.filter(({ headers }) => headers['error-code'] === undefined)).toEqual([]);
    const last = referenceOf(await unknownAffinity(its));
    await eventually(async () => done(await operator.get(`/ops/v1/refusals/${last}`)));
    const { items } = done(await operator.get<Listed<Refusal>>('/ops/v1/refusals', { query: { rows: 100 } }));
    const references = new Set(items.map(({ reference }) => reference));
    const missing = answers.filter((answer) => !references.has(referenceOf(answer)));
    expect(missing.map(({ headers }) => headers['error-code'])).toEqual([]);
    expect(items.filter((each) => JSON.stringify(each).includes(canary.slice(0, 12)))).toEqual([]);
    const files = readdirSync(own.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = files.map((file) => readFileSync(join(file.parentPath, file.name)).toString('latin1'));
    expect(bytes.filter((each) => each.includes(canary.slice(0, 12)))).toEqual([]);
  });
});
