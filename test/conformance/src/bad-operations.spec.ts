import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Answer, type Client, type Engine } from '@affinity-engine/test-harness';
import * as bad from './fixtures/bad-values.js';
import { figures, lastLine } from './fixtures/figures.js';
import { contract } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { Problem } from './fixtures/wire.js';

let engine: Engine;
let partner: Client;
let admin: Client;
let pending: string;
let before: Awaited<ReturnType<typeof figures>>;
let line: number | undefined;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, INSURER_DELAY_SECONDS: '31536000' } });
  partner = clientFor(engine, 'partner');
  admin = clientFor(engine, 'admin');
  pending = (await contract(partner, 'auto')).id;
  await contract(partner);
  before = await figures(admin, partner);
  line = before.trail;
});

afterEach(async () => {
  const [earlier, now] = [line, await lastLine(admin)];
  line = now;
  expect(now).toBe(earlier);
});

/** Expects a problem (RFC 9457) that names the field and what was expected. */
function expectProblem({ status, headers, body }: Answer<Problem>, field: string): void {
  expect([status, headers['content-type']]).toEqual([400, expect.stringMatching(/^application\/problem\+json/)]);
  expect(body).toMatchObject({
    status: 400,
    type: expect.any(String),
    title: expect.any(String),
    code: expect.any(String),
  });
  expect(body.detail).toMatch(new RegExp(`(^|; )${field}[^:;]*: expected .`));
}

const endpointPath = () => `/ops/v1/webhook-endpoints/${engine.credentials.partner.webhookEndpointId}`;

const aPartner = {
  name: 'Clube da Serra',
  legal_name: 'Associação Clube da Serra',
  cnpj: '45723174000110',
  email: 'contato@clubedaserra.example',
  phone: '+55 31 3333-4444',
  product_ids: ['personal-life'],
};

describe('an operation', () => {
  it.each(bad.rowsOf(bad.partner))('on partners is refused where %s is %s', async (field, _, value) => {
    expectProblem(await admin.post<Problem>('/ops/v1/partners', bad.withValue(aPartner, field, value)), field);
  });

  it.each(bad.rowsOf(bad.partnerChange))('on a partner is refused where %s is %s', async (field, _, value) => {
    const path = `/ops/v1/partners/${engine.credentials.partner.id}`;
    expectProblem(await admin.patch<Problem>(path, { [field]: value }), field);
  });

  it.each(bad.rowsOf(bad.endpoint))('on endpoints is refused where %s is %s', async (field, _, value) => {
    const body = { partner_id: engine.credentials.partner.id, url: 'http://127.0.0.1:9/hook' };
    expectProblem(await admin.post<Problem>('/ops/v1/webhook-endpoints', bad.withValue(body, field, value)), field);
  });

  it.each(bad.rowsOf(bad.endpointChange))('on an endpoint is refused where %s is %s', async (field, _, value) => {
    expectProblem(await admin.patch<Problem>(endpointPath(), { [field]: value }), field);
  });

  it.each(bad.rowsOf(bad.client))('on clients is refused where %s is %s', async (field, _, value) => {
    const body = bad.withValue({ name: 'Operator', role: 'admin' }, field, value);
    expectProblem(await admin.post<Problem>('/ops/v1/clients', body), field);
  });

  it.each(bad.rowsOf(bad.skip))('on the head is refused where %s is %s', async (field, _, value) => {
    expectProblem(await admin.post<Problem>(`${endpointPath()}/skip-head`, { [field]: value }), field);
  });

  it.each(bad.rowsOf(bad.insurerAnswer))(
    "in the insurer's place is refused where %s is %s",
    async (field, _, value) => {
      expectProblem(
        await admin.post<Problem>(`/ops/v1/affinities/${pending}/insurer-answer`, { [field]: value }),
        field,
      );
    },
  );

  it.each([
    ['nothing', {}],
    ['an event and a range', { event_id: 'evt_1_1', from: 1, to: 1 }],
    ['half a range', { from: 1 }],
    ['a sequence that is a text', { from: '1', to: 1 }],
    ['sequence 0', { from: 0, to: 1 }],
    ['an event that is a number', { event_id: 7 }],
    ['a list', []],
  ])('that replays %s is refused', async (_, body) => {
    const answer = await admin.post<Problem>(`${endpointPath()}/replay`, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'INPUT-INVALID']);
    expect(answer.body.detail).toMatch(/: expected ./);
  });

  it.each([
    ['/ops/v1/partners', 'rows', '0'],
    ['/ops/v1/partners', 'cursor', 'garbage'],
    ['/ops/v1/partners', 'unknown', '1'],
    ['/ops/v1/clients', 'rows', '101'],
    ['/ops/v1/clients', 'cursor', 'W10'],
    ['/ops/v1/audit', 'rows', 'ten'],
    ['/ops/v1/audit', 'cursor', 'garbage'],
    ['/ops/v1/audit', 'subject', ''],
    ['/ops/v1/webhook-endpoints', 'partner_id', 'a b'],
    ['/ops/v1/webhook-endpoints', 'rows', '101'],
    ['/ops/v1/webhook-endpoints', 'cursor', 'garbage'],
    ['deliveries', 'status', 'lost'],
    ['deliveries', 'cursor', 'garbage'],
    ['deliveries', 'rows', '0'],
  ])('%s is refused where %s is "%s"', async (path, name, value) => {
    const full = path === 'deliveries' ? `${endpointPath()}/deliveries` : path;
    expectProblem(await admin.get<Problem>(full, { query: { [name]: value } }), name);
  });

  it("with a cursor that was cut out of another list's is refused", async () => {
    const cursor = Buffer.from(JSON.stringify([0, 'NaN', '', 'x'])).toString('base64url');
    expect((await admin.get('/ops/v1/audit', { query: { cursor } })).status).toBe(400);
  });

  it('on an unknown partner is 404', async () => {
    expect((await admin.patch('/ops/v1/partners/unknown', { name: 'Nobody' })).status).toBe(404);
    const body = { partner_id: 'unknown', url: 'http://127.0.0.1:9/hook' };
    expect((await admin.post('/ops/v1/webhook-endpoints', body)).status).toBe(404);
  });
});

describe('all refused requests', () => {
  it('have changed nothing', async () => {
    expect(await figures(admin, partner)).toEqual(before);
  });
});
