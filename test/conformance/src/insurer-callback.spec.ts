import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientFor,
  eventually,
  startEngine,
  startReceiver,
  type Client,
  type Engine,
  type Receiver,
} from '@affinity-engine/test-harness';
import { affinity, contract, done, eventsOf } from './fixtures/partner-day.js';
import { catalogueWithCallback } from './fixtures/catalogue.js';
import { verified } from './fixtures/webhooks.js';
import type { AuditEntry, Endpoint, Listed } from './fixtures/wire.js';

type Risk = {
  readonly id: string;
  readonly product_id: string;
  readonly status: number;
  readonly callback_url: string;
  readonly event: { readonly type: string; readonly sequence: number };
};

let engine: Engine;
let partner: Client;
let admin: Client;
let insurer: Receiver;
let secret: string;

beforeAll(async () => {
  engine = await startEngine({ env: { CATALOGUE_DIR: catalogueWithCallback(), INSURER_DELAY_SECONDS: '0' } });
  partner = clientFor(engine, 'partner');
  admin = clientFor(engine, 'admin');
  insurer = await startReceiver();
  const query = { insurer_id: 'ins-61234' };
  const { items } = done(await admin.get<Listed<Endpoint>>('/ops/v1/webhook-endpoints', { query }));
  const changes = { url: insurer.url('/risks'), rotate_secret: true };
  const path = `/ops/v1/webhook-endpoints/${items[0]?.id}`;
  secret = done(await admin.patch<{ readonly secret: string }>(path, changes)).secret;
});
afterEach(() => insurer.answer('/risks', []));

it('operators see the insurers of the catalogue, how each answers, and its products', async () => {
  const { items } = done(await admin.get<Listed<Record<string, unknown>>>('/ops/v1/insurers'));
  expect(items.find(({ id }) => id === 'ins-61234')).toMatchObject({ answers: 'callback', product_ids: ['bike'] });
  expect(new Set(items.map(({ answers }) => answers))).toEqual(new Set(['callback', 'embedded']));
  expect((await partner.get('/ops/v1/insurers')).status).toBe(403);
});

const riskOf = (id: string): Promise<Risk> =>
  eventually(() => {
    const arrived = insurer.received('/risks').find(({ body }) => body.includes(id));
    if (arrived === undefined) throw new Error(`the insurer was not asked about ${id}`);
    verified(arrived, secret);
    return JSON.parse(arrived.body.toString('utf8')) as Risk;
  });

const callBack = async ({ callback_url }: Risk, outcome: unknown, note: object = {}) => {
  const answer = await fetch(callback_url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ outcome, ...note }),
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
};

describe('an insurer that answers by callback', () => {
  it('is asked over HTTP, signed, with the whole affinity and a url to call back', async () => {
    const { id, status } = await contract(partner, 'bike');
    expect(status).toBe(5);
    const risk = await riskOf(id);
    expect(risk).toMatchObject({ id, product_id: 'bike', status: 5, event: { type: 'insurer.risk-submitted' } });
    expect(risk.callback_url.startsWith(`${engine.baseUrl}/v1/insurer-answers/`)).toBe(true);
  });

  it('issues by calling back, once; the partner is notified', async () => {
    const { id } = await contract(partner, 'bike');
    const risk = await riskOf(id);
    expect(await callBack(risk, 'issued')).toEqual({ status: 200, body: { id, status: 1 } });
    expect((await affinity(partner, id)).status).toBe(1);
    expect(await callBack(risk, 'issued')).toEqual({ status: 200, body: { id, status: 1 } });
    expect((await callBack(risk, 'declined')).status).toBe(400);
    const events = await eventsOf(admin, engine.credentials.partner.webhookEndpointId, id);
    expect(events.map(({ type }) => type)).toEqual(['affinity.issued']);
  });

  it('declines, and everything is refunded', async () => {
    const { id } = await contract(partner, 'bike');
    expect(await callBack(await riskOf(id), 'declined')).toEqual({ status: 200, body: { id, status: 2 } });
    const canceled = await affinity(partner, id);
    expect(canceled.cancellation).toMatchObject({ rule: 'not-issued', kept: 0, refund: canceled.paid });
  });

  it('is among the questions until it answers, and why it declines is in the trail', async () => {
    type Question = { readonly affinity_id: string; readonly insurer_id: string; readonly age_days: number };
    const questions = async (query: object = {}) =>
      done(await admin.get<Listed<Question>>('/ops/v1/insurer-questions', { query: { ...query } }));
    const asked = async (query: object = {}) => (await questions(query)).items.map((each) => each.affinity_id);
    const [first, second] = [await contract(partner, 'bike'), await contract(partner, 'bike')];
    expect((await asked()).slice(-2)).toEqual([first.id, second.id]);
    expect((await questions({ insurer_id: 'ins-61234' })).items.at(-1)).toMatchObject({
      insurer_id: 'ins-61234',
      age_days: 0,
    });
    expect([await asked({ insurer_id: 'ins-5036' }), await asked({ older_than_days: 1 })]).toEqual([[], []]);
    const { cursor } = await questions({ rows: 1 });
    expect(await asked({ cursor: cursor ?? '' })).toEqual((await asked()).slice(1));
    const path = `/ops/v1/affinities/${first.id}/insurer-answer`;
    done(await admin.post(path, { outcome: 'declined', reason: 'not written', insurer_reference: 'UW-1' }));
    await callBack(await riskOf(second.id), 'declined', { reason: 'no bikes' });
    expect(await asked()).not.toEqual(expect.arrayContaining([first.id]));
    expect(await asked()).not.toEqual(expect.arrayContaining([second.id]));
    const detailsOf = async (subject: string) =>
      done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { subject } })).items[0]?.details;
    expect(await detailsOf(first.id)).toEqual({ outcome: 'declined', reason: 'not written', reference: 'UW-1' });
    expect(await detailsOf(second.id)).toEqual({ outcome: 'declined', reason: 'no bikes' });
  });

  it('is notified that the risk is withdrawn if the partner cancels first', async () => {
    const { id } = await contract(partner, 'bike');
    await riskOf(id);
    done(await partner.delete(`/v1/affinity/${id}`));
    await eventually(async () => {
      const risks = insurer.received('/risks').map(({ body }) => JSON.parse(body.toString('utf8')) as Risk);
      expect(risks.filter((each) => each.id === id)).toMatchObject([
        { event: { type: 'insurer.risk-submitted' } },
        { status: 2, event: { type: 'insurer.risk-withdrawn' } },
      ]);
    });
  });

  it('is asked again until it answers with 200', async () => {
    insurer.answer('/risks', [{ status: 503 }]);
    const { id } = await contract(partner, 'bike');
    expect((await riskOf(id)).id).toBe(id);
  });

  it.each([
    ['an outcome that is none', 'maybe'],
    ['no outcome', undefined],
  ])('gets an error that names what was expected if it sends %s', async (_, outcome) => {
    const { id } = await contract(partner, 'bike');
    const { status, body } = await callBack(await riskOf(id), outcome);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('outcome: expected') },
    });
    expect((await affinity(partner, id)).status).toBe(5);
  });

  it('cannot answer with the link of a document, and its own link opens no document', async () => {
    const { id } = await contract(partner, 'bike');
    const { callback_url } = await riskOf(id);
    const issued = await contract(partner, 'personal-life');
    const document = issued.attachments[0]?.url ?? '';
    const swapped = (url: string, path: string) => `${engine.baseUrl}${path}/${url.split('/').at(-1)}`;
    expect((await callBack({ callback_url: swapped(document, '/v1/insurer-answers') } as Risk, 'issued')).status).toBe(
      404,
    );
    expect((await fetch(swapped(callback_url, '/v1/attachments'))).status).toBe(404);
  });
});
