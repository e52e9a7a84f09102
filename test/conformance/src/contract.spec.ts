import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { affinity, contract, done, page, requestId } from './fixtures/partner-day.js';
import { briefHolder, clock, contracts, holder, year } from './fixtures/samples.js';
import type { Affinity, Contracted, Failure } from './fixtures/wire.js';

let engine: Engine;
let partner: Client;
let other: Client;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, INSURER_DELAY_SECONDS: '3600' } });
  partner = clientFor(engine, 'partner');
  other = clientFor(engine, 'otherPartner');
});

describe('a contract', () => {
  it('is answered with id, status, premium and attachments, each of a type and a url', async () => {
    const answer = await contract(partner);
    expect(Object.keys(answer)).toEqual(['id', 'status', 'premium', 'attachments']);
    expect(answer.premium).toEqual((await affinity(partner, answer.id)).premium);
    expect(answer.status).toBe(1);
    expect(answer.attachments.map(({ type }) => type)).toEqual([1, 2, 3]);
    for (const attachment of answer.attachments) {
      expect(Object.keys(attachment)).toEqual(['type', 'url']);
      expect(attachment.url).toMatch(new RegExp(`^${engine.baseUrl}/`));
    }
  });

  it('uses the only plan of a product if no plan is named', async () => {
    const { id } = await contract(partner, 'auto');
    expect((await affinity(partner, id)).plan_id).toBe('full');
  });

  it('without a plan is refused if there are several, naming them', async () => {
    const body = { affinity_request_id: await requestId(partner), ...year, affinity_holder: holder };
    const answer = await partner.post<Failure>('/v1/affinity', body);
    expect([answer.status, answer.body]).toEqual([400, { error: 'plan_id: expected one of essential, complete' }]);
  });

  it.each([
    ['null', { plan_id: null }],
    ['absent', { plan_id: undefined }],
  ])('treats a plan that is %s as missing', async (_, plan) => {
    const fields = { ...contracts.auto, ...plan };
    const body = { affinity_request_id: await requestId(partner, 'auto'), ...fields };
    expect((await partner.post('/v1/affinity', body)).status).toBe(200);
  });

  it('accepts holder and item that the product does not need, or neither', async () => {
    const without = await affinity(partner, (await contract(partner, 'bike')).id);
    expect(without.affinity_holder).toBeNull();
    const withHolder = await affinity(partner, (await contract(partner, 'bike', { affinity_holder: briefHolder })).id);
    expect(withHolder.affinity_holder).toEqual(briefHolder);
  });

  it.each([
    ['full ISO in the morning', '2026-02-01T03:00:00.000Z', '2026-02-01'],
    ['full ISO late in the evening', '2026-02-02T02:59:59Z', '2026-02-01'],
    ['full ISO with an offset', '2026-02-01T23:30:00-03:00', '2026-02-01'],
    ['a date', '2026-02-01', '2026-02-01'],
  ])('takes %s as its day in São Paulo', async (_, sent, day) => {
    const { id } = await contract(partner, 'personal-life', { lifetime_start: sent });
    expect((await affinity(partner, id)).lifetime_start).toBe(day);
  });

  it('may start in the past, or today', async () => {
    for (const start of ['2026-01-15', '2026-01-01']) {
      expect((await contract(partner, 'personal-life', { lifetime_start: start })).status).toBe(1);
    }
  });

  it('holds a plan to the lifetime it fixes', async () => {
    const fixed = { plan_id: 'annual', lifetime_start: '2026-02-01' };
    expect((await contract(partner, 'bike', { ...fixed, lifetime_end: '2027-01-31' })).status).toBe(1);
    const request = { affinity_request_id: await requestId(partner, 'bike'), ...contracts.bike, ...fixed };
    const answer = await partner.post<Failure>('/v1/affinity', { ...request, lifetime_end: '2027-02-01' });
    expect([answer.status, answer.body]).toEqual([
      400,
      { error: 'lifetime_end: expected 2027-01-31, as the plan fixes it' },
    ]);
  });

  it('uses a request up', async () => {
    const body = { affinity_request_id: await requestId(partner), ...contracts['personal-life'] };
    done(await partner.post('/v1/affinity', body));
    const answer = await partner.post<Failure>('/v1/affinity', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(/^affinity_request_id: .*contracted already$/);
  });

  it('that is refused leaves its request open', async () => {
    const body = { affinity_request_id: await requestId(partner), ...contracts['personal-life'] };
    expect((await partner.post('/v1/affinity', { ...body, affinity_holder: null })).status).toBe(400);
    expect((await partner.post('/v1/affinity', body)).status).toBe(200);
  });

  it('of twenty at once for one request, one is made', async () => {
    const body = { affinity_request_id: await requestId(partner), ...contracts['personal-life'] };
    const answers = await Promise.all(Array.from({ length: 20 }, () => partner.post('/v1/affinity', body)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 400)]);
  });

  it("of another partner's request is refused like that of an unknown one", async () => {
    const body = { affinity_request_id: await requestId(partner), ...contracts['personal-life'] };
    const foreign = await other.post<Failure>('/v1/affinity', body);
    const unknown = await other.post<Failure>('/v1/affinity', { ...body, affinity_request_id: 'unknown' });
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.body).toEqual(unknown.body);
  });
});

describe('the complete affinity', () => {
  const seed = [
    'affinity_request_id',
    'lifetime_start',
    'lifetime_end',
    'plan_id',
    'affinity_holder',
    'item',
    'status',
    'attachments',
  ];
  const beside = [
    'id',
    'product_id',
    'date_end',
    'external_reference',
    'certificate_number',
    'premium',
    'paid',
    'cancellation',
    'renewed_from',
    'renewed_by',
    'created_at',
    'issued_at',
  ];
  let contracted: Contracted;
  let complete: Affinity;
  beforeAll(async () => {
    contracted = await contract(partner);
    complete = await affinity(partner, contracted.id);
  });

  it('has every field of the contract, and no other', () => {
    expect(Object.keys(complete).sort()).toEqual([...seed, ...beside].sort());
  });

  it('says what was contracted', () => {
    expect(complete).toMatchObject({
      id: contracted.id,
      status: 1,
      product_id: 'personal-life',
      ...contracts['personal-life'],
      item: null,
      date_end: null,
      premium: { net: 11990, fees: 500, tax: 46, total: 12536, currency: 'BRL' },
      paid: 12536,
      cancellation: null,
      renewed_from: null,
      renewed_by: null,
    });
  });

  it('is found by the external reference that the partner gave, and so is its renewal', async () => {
    const found = async (reference: string) => (await page(partner, { external_reference: reference })).items;
    const reference = `${'ç'.repeat(63)}🚲`;
    const body = { affinity_holder: briefHolder, external_reference: reference };
    const { id } = await contract(partner, 'bike', body);
    expect(await found(reference)).toMatchObject([{ id, external_reference: reference }]);
    expect(await found(reference.normalize('NFD'))).toMatchObject([{ id }]);
    expect(await found(reference.toUpperCase())).toEqual([]);
    const successor = done(await partner.post<Affinity>(`/v1/affinity/${id}/renewal`));
    expect((await found(reference)).map((each) => each.id)).toEqual([successor.id, id]);
    expect(complete).toMatchObject({ external_reference: null });
    const long = { ...contracts.bike, ...body, affinity_request_id: await requestId(partner, 'bike') };
    const refused = await partner.post<Failure>('/v1/affinity', { ...long, external_reference: `${reference}.` });
    expect([refused.status, refused.body.error]).toEqual([400, expect.stringContaining('external_reference: ')]);
  });

  it('was created and issued in one moment of the business clock', () => {
    expect(complete.created_at).toMatch(/^2026-01-15T12:/);
    expect(complete.issued_at).toBe(complete.created_at);
  });

  it('is priced for the days of its lifetime', async () => {
    // 1671.43 for 365 days, two days of them: 9.158… → 9.16, tax 0.676… → 0.68, fees once
    const two = { lifetime_start: '2026-02-01', lifetime_end: '2026-02-02' };
    const { premium } = await affinity(partner, (await contract(partner, 'auto', two)).id);
    expect(premium).toEqual({ net: 916, fees: 6000, tax: 68, total: 6984, currency: 'BRL' });
  });

  it.each([
    ['get', (id: string) => other.get<Failure>(`/v1/affinity/${id}`)],
    ['delete', (id: string) => other.delete<Failure>(`/v1/affinity/${id}`)],
    ['preview', (id: string) => other.post<Failure>(`/v1/affinity/${id}/cancellation-preview`)],
    ['renew', (id: string) => other.post<Failure>(`/v1/affinity/${id}/renewal`)],
  ])("is unknown to another partner's %s", async (_, ask) => {
    const foreign = await ask(contracted.id);
    expect([foreign.status, foreign.body]).toEqual([404, { error: 'affinity_id: there is no such affinity' }]);
    expect((await ask('01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51')).body).toEqual(foreign.body);
    expect(await affinity(partner, contracted.id)).toMatchObject({ status: 1 });
  });
});
