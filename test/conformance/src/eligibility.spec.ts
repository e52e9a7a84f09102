import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { body, codesPath, groupsPath, type CloudError, type Code, type One } from './fixtures/groups.js';
import { contract, done, requestId } from './fixtures/partner-day.js';
import { clock, contracts, holder } from './fixtures/samples.js';
import type { AuditEntry, Contracted, Failure, Listed, Problem, Requested } from './fixtures/wire.js';

let engine: Engine;
let admin: Client;
let partner: Client;
let other: Client;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  [admin, partner, other] = [
    clientFor(engine, 'admin'),
    clientFor(engine, 'partner'),
    clientFor(engine, 'otherPartner'),
  ];
});

const group = `${groupsPath}/pc:909`;
const changeGroup = async (attributes: object) => done(await admin.patch(group, body(attributes)));
type PartnerAnswer = {
  readonly id: string;
  readonly affinity_group_ids: readonly string[];
  readonly default_producer_code: string | null;
};
const changePartner = (id: string, change: object) =>
  admin.patch<PartnerAnswer & Problem>(`/ops/v1/partners/${id}`, change);
const request = (fields: object = {}, client = other) =>
  client.post<Requested & Failure>('/v1/affinity/request', { product_id: 'personal-life', ...fields });
/** The codes of the reasons in a refusal. */
const reasonsOf = ({ error }: Failure) => [...error.matchAll(/\(([A-Z-]+)\)/g)].map(([, code]) => code);

/** The closed group at the start: two codes, from 2020 on, any product, any jurisdiction. */
const asItWas = {
  affinityGroupType: { code: 'Closed' },
  jurisdictions: null,
  products: null,
  startDate: '2020-01-01T00:00:00.000Z',
  endDate: null,
};
beforeEach(async () => {
  await changeGroup(asItWas);
  const link = { affinity_group_ids: ['pc:909'], default_producer_code: 'pc:6' };
  done(await changePartner(engine.credentials.otherPartner.id, link));
});

describe('the demo tenant', () => {
  it('links its other partner to the closed group, and its partner to none', async () => {
    const fresh = await startEngine();
    const { items } = done(await clientFor(fresh, 'admin').get<Listed<PartnerAnswer>>('/ops/v1/partners'));
    const linkOf = (id: string) => items.find((each) => each.id === id)?.affinity_group_ids;
    expect(linkOf(fresh.credentials.partner.id)).toEqual([]);
    expect(linkOf(fresh.credentials.otherPartner.id)).toEqual(['pc:909']);
  });

  it('keeps an operator’s changes over restarts', async () => {
    const fresh = await startEngine();
    const operator = clientFor(fresh, 'admin');
    const path = `/ops/v1/partners/${fresh.credentials.otherPartner.id}`;
    done(await operator.patch(path, { affinity_group_ids: [], default_producer_code: null }));
    done(await operator.delete(`${group}/producer-codes/pc:7`), 204);
    await fresh.stop();
    await fresh.restart();
    const again = clientFor(fresh, 'admin');
    expect(done(await again.patch<PartnerAnswer>(path, {}))).toMatchObject({
      affinity_group_ids: [],
      default_producer_code: null,
    });
    expect((await again.get(`${group}/producer-codes/pc:7`)).status).toBe(404);
  });
});

describe('linking a partner', () => {
  const id = () => engine.credentials.otherPartner.id;

  it('returns its groups and the identifier of its code, and is recorded in the trail', async () => {
    const link = { affinity_group_ids: ['pc:909', 'pc:707', 'pc:909'], default_producer_code: '501-002542' };
    expect(done(await changePartner(id(), link))).toMatchObject({
      affinity_group_ids: ['pc:909', 'pc:707'],
      default_producer_code: 'pc:7',
    });
    const trail = done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { subject: id() } })).items;
    expect(trail[0]).toMatchObject({
      action: 'partner.changed',
      actor: engine.credentials.admin.clientId,
      details: { fields: ['affinityGroupIds', 'defaultProducerCode'] },
    });
  });

  it('keeps the fields that are not named', async () => {
    done(await changePartner(id(), { default_producer_code: null }));
    expect(done(await changePartner(id(), {}))).toMatchObject({
      affinity_group_ids: ['pc:909'],
      default_producer_code: null,
    });
  });

  it.each([
    [{ affinity_group_ids: ['pc:909', 'pc:404'] }, ['affinity_group_ids[1]']],
    [{ default_producer_code: 'pc:404' }, ['default_producer_code']],
    [{ affinity_group_ids: ['x'], default_producer_code: '' }, ['default_producer_code']],
    [{ affinity_group_ids: null }, ['affinity_group_ids']],
  ])('with %j is refused', async (change, paths) => {
    const answer = await changePartner(id(), change);
    const { faults } = answer.body as unknown as { faults: readonly { readonly path: string }[] };
    expect([answer.status, faults.map(({ path }) => path)]).toEqual([400, paths]);
  });
});

describe('a request', () => {
  it.each<[string, object]>([
    ['through the partner’s default code', {}],
    ['through an associated code by its identifier', { producer_code: 'pc:7' }],
    ['through an associated code as it is written', { producer_code: '501-002542' }],
  ])('%s is prepared', async (_, fields) => {
    expect((await request(fields)).status).toBe(200);
  });

  it.each<[string, object, object, readonly string[]]>([
    ['through a code that is not associated', {}, { producer_code: 'pc:8' }, ['PRODUCER-CODE-NOT-IN-GROUP']],
    ['through a code nobody knows', {}, { producer_code: 'pc:404' }, ['PRODUCER-CODE-UNKNOWN']],
    [
      'through a code that no longer sells',
      {},
      { producer_code: 'pc:9' },
      ['PRODUCER-CODE-INACTIVE', 'PRODUCER-CODE-NOT-IN-GROUP'],
    ],
    ['after the group’s last day', { endDate: '2026-01-14T00:00:00.000Z' }, {}, ['GROUP-ENDED']],
    ['before the group’s first day', { startDate: '2026-01-16T00:00:00.000Z' }, {}, ['GROUP-NOT-STARTED']],
    ['of a product that is none of the group’s', { products: ['WorkersComp', 'bike'] }, {}, ['PRODUCT-NOT-IN-GROUP']],
    [
      'for every reason at once',
      { products: ['WorkersComp'], endDate: '2025-12-31' },
      { producer_code: 'pc:8' },
      ['PRODUCER-CODE-NOT-IN-GROUP', 'GROUP-ENDED', 'PRODUCT-NOT-IN-GROUP'],
    ],
  ])('%s is refused and says why', async (_, terms, fields, reasons) => {
    await changeGroup(terms);
    const answer = await request(fields);
    expect([answer.status, reasonsOf(answer.body)]).toEqual([403, reasons]);
    expect(answer.body.error).toMatch(/^(producer_code|lifetime_start|product_id): expected /);
  });

  it.each([
    ['on the group’s last day', { endDate: '2026-01-15T00:00:00.000Z' }],
    ['on the group’s first day', { startDate: '2026-01-15T23:00:00.000Z' }],
    ['of one of the group’s products', { products: ['bike', 'personal-life'] }],
    ['before the holder’s state is known', { jurisdictions: [{ code: 'NY' }] }],
  ])('%s is prepared', async (_, terms) => {
    await changeGroup(terms);
    expect((await request()).status).toBe(200);
  });

  it('needs a code, named or by default, under a closed group and an open one', async () => {
    done(await changePartner(engine.credentials.otherPartner.id, { default_producer_code: null }));
    expect(reasonsOf((await request()).body)).toEqual(['PRODUCER-CODE-REQUIRED']);
    await changeGroup({ affinityGroupType: { code: 'Open' } });
    expect(reasonsOf((await request()).body)).toEqual(['PRODUCER-CODE-REQUIRED']);
    expect((await request({ producer_code: 'pc:8' })).status).toBe(200);
    expect(reasonsOf((await request({ producer_code: 'pc:9' })).body)).toEqual(['PRODUCER-CODE-INACTIVE']);
  });

  it('is checked against the codes of the moment', async () => {
    const through8 = async () => (await request({ producer_code: 'pc:8' })).status;
    const statuses = [await through8()];
    done(await admin.post(`${group}/producer-codes`, body({ producerCode: { id: 'pc:8' } })), 201);
    statuses.push(await through8());
    done(await admin.patch(`${codesPath}/pc:8`, body({ active: false })));
    statuses.push(await through8());
    done(await admin.patch(`${codesPath}/pc:8`, body({ active: true })));
    statuses.push(await through8());
    done(await admin.delete<CloudError>(`${group}/producer-codes/pc:8`), 204);
    statuses.push(await through8());
    expect(statuses).toEqual([403, 200, 403, 200, 403]);
  });

  it('is admitted by any one of several groups', async () => {
    await changeGroup({ products: ['bike'] });
    const open = body({ affinityGroupType: { code: 'Open' }, name: 'Life', products: ['personal-life'] });
    const { data } = done(await admin.post<{ data: { attributes: { id: string } } }>(groupsPath, open), 201);
    const link = { affinity_group_ids: ['pc:909', data.attributes.id] };
    done(await changePartner(engine.credentials.otherPartner.id, link));
    expect((await request({ producer_code: 'pc:8' })).status).toBe(200);
    const bike = await request({ product_id: 'bike', producer_code: 'pc:8' });
    expect(reasonsOf(bike.body)).toEqual(['PRODUCER-CODE-NOT-IN-GROUP', 'PRODUCT-NOT-IN-GROUP']);
  });

  it('of a partner without groups is only refused for an unknown code', async () => {
    await changeGroup({ endDate: '2021-01-01', products: ['WorkersComp'] });
    for (const fields of [{}, { producer_code: null }, { producer_code: 'pc:8' }, { producer_code: 'pc:9' }]) {
      expect((await request(fields, partner)).status).toBe(200);
    }
    const unknown = await request({ producer_code: 'nobody' }, partner);
    expect([unknown.status, reasonsOf(unknown.body)]).toEqual([403, ['PRODUCER-CODE-UNKNOWN']]);
  });

  it.each([7, '', 'x'.repeat(101)])('with the producer code %j is invalid', async (code) => {
    const answer = await request({ producer_code: code });
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringMatching(/^producer_code: expected /)]);
  });
});

describe('a contract', () => {
  const life = contracts['personal-life'];
  const contracted = async (id: string, fields: object = {}) =>
    other.post<Contracted & Failure>('/v1/affinity', { affinity_request_id: id, ...life, ...fields });
  const livingIn = (state: string) => ({
    affinity_holder: { ...holder, address: { ...holder.address, state_code: state } },
  });

  it.each<[string, object, object, readonly string[]]>([
    ['in a state of the group', { jurisdictions: [{ code: 'BR_SP' }] }, livingIn('SP'), []],
    ['in another state', { jurisdictions: [{ code: 'BR_RJ' }] }, livingIn('SP'), ['JURISDICTION-NOT-IN-GROUP']],
    [
      'in a state that is called like one of the United States',
      { jurisdictions: [{ code: 'SC' }] },
      livingIn('SC'),
      ['JURISDICTION-NOT-IN-GROUP'],
    ],
    ['that begins on the group’s last day', { endDate: '2026-02-01T00:00:00.000Z' }, {}, []],
    ['that begins after it', { endDate: '2026-01-31T23:59:59.000Z' }, {}, ['GROUP-ENDED']],
    [
      'for both at once',
      { endDate: '2026-01-31', jurisdictions: [{ code: 'NY' }] },
      livingIn('SP'),
      ['GROUP-ENDED', 'JURISDICTION-NOT-IN-GROUP'],
    ],
  ])('%s', async (_, terms, fields, reasons) => {
    const id = await requestId(other);
    await changeGroup(terms);
    const answer = await contracted(id, fields);
    expect(answer.status).toBe(reasons.length === 0 ? 200 : 403);
    if (reasons.length > 0) expect(reasonsOf(answer.body)).toEqual(reasons);
  });

  it('uses the code that its request named, also after a change of the default', async () => {
    const { id } = done(await request({ producer_code: 'pc:7' }));
    done(await changePartner(engine.credentials.otherPartner.id, { default_producer_code: 'pc:8' }));
    expect((await contracted(id)).status).toBe(200);
    const unnamed = await request();
    expect(reasonsOf(unnamed.body)).toEqual(['PRODUCER-CODE-NOT-IN-GROUP']);
  });

  it('uses the code that its request meant, also after codes were renamed', async () => {
    const given = { organization: { id: 'pc:5' }, roles: ['partner'] };
    const made = done(await admin.post<One<Code>>(codesPath, body({ ...given, code: 'RN-1' })), 201).data.attributes;
    done(await admin.post(`${group}/producer-codes`, body({ producerCode: { id: made.id } })), 201);
    const [first, second] = [
      done(await request({ producer_code: 'RN-1' })),
      done(await request({ producer_code: 'RN-1' })),
    ];
    const change = (attributes: object) => admin.patch(`${codesPath}/${made.id}`, body(attributes));
    done(await change({ code: 'RN-1x' }));
    expect((await contracted(first.id)).status).toBe(200);
    done(await admin.post(codesPath, body({ ...given, code: 'RN-1' })), 201);
    done(await change({ active: false }));
    const refused = await contracted(second.id);
    expect([refused.status, reasonsOf(refused.body)]).toEqual([403, ['PRODUCER-CODE-INACTIVE']]);
  });

  it('that was refused leaves its request open', async () => {
    const id = await requestId(other);
    await changeGroup({ products: ['bike'] });
    expect((await contracted(id)).status).toBe(403);
    await changeGroup(asItWas);
    expect((await contracted(id)).status).toBe(200);
  });

  it('is renewed only while the group admits the successor', async () => {
    const { id } = await contract(other);
    await changeGroup({ endDate: '2027-01-31T00:00:00.000Z' });
    const refused = await other.post<Failure>(`/v1/affinity/${id}/renewal`);
    expect([refused.status, reasonsOf(refused.body)]).toEqual([403, ['GROUP-ENDED']]);
    await changeGroup({ endDate: '2027-02-01T00:00:00.000Z' });
    expect((await other.post(`/v1/affinity/${id}/renewal`)).status).toBe(200);
  });
});

describe('an operator', () => {
  type Check = {
    readonly is_eligible: boolean;
    readonly producer_code: string | null;
    readonly reasons: readonly { readonly code: string; readonly group_id: string | null }[];
  };
  const check = (sale: object = {}) =>
    admin.post<Check & Problem>('/ops/v1/eligibility-checks', {
      ...{ partner_id: engine.credentials.otherPartner.id, product_id: 'personal-life', ...sale },
    });
  const reasons = async (sale: object = {}) =>
    done(await check(sale)).reasons.map(({ code, group_id: group }) => [code, group]);

  it('is shown every reason against a sale that is thought of, and nothing changes', async () => {
    expect(done(await check())).toEqual({ is_eligible: true, producer_code: 'pc:6', reasons: [] });
    await changeGroup({ products: ['bike'], endDate: '2026-11-30T00:00:00.000Z', jurisdictions: [{ code: 'NY' }] });
    expect(await reasons({ on: '2027-01-01', jurisdiction: 'BR_SP', producer_code: 'pc:8' })).toEqual([
      ['PRODUCER-CODE-NOT-IN-GROUP', 'pc:909'],
      ['GROUP-ENDED', 'pc:909'],
      ['PRODUCT-NOT-IN-GROUP', 'pc:909'],
      ['JURISDICTION-NOT-IN-GROUP', 'pc:909'],
    ]);
    done(await changePartner(engine.credentials.otherPartner.id, { insurers: { 'ins-5036': 'suspended' } }));
    expect((await reasons())[0]).toEqual(['INSURER-NOT-ACTIVE', null]);
    done(await changePartner(engine.credentials.otherPartner.id, { insurers: { 'ins-5036': 'active' } }));
  });

  it.each([
    [{ partner_id: '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51' }, 404, 'PARTNER-UNKNOWN'],
    [{ product_id: 'no-such-product' }, 400, 'PRODUCT-UNKNOWN'],
  ])('is refused a check of %j', async (sale, status, code) => {
    const refused = await check(sale);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
  });
});
