import {
  affinityClient,
  affinityGroupClient,
  agencyNumberClient,
  operatorClient,
  quotationClient,
  RefusedError,
  verifyWebhook,
} from '@affinity-engine/client';
import { eventually, startEngine, startReceiver, type Engine } from '@affinity-engine/test-harness';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { sellBike } from './fixtures/sales.js';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
const partnerOf = (more: object = {}) =>
  affinityClient({ baseUrl: engine.baseUrl, ...engine.credentials.partner, ...more });
const operatorOf = () => operatorClient({ baseUrl: engine.baseUrl, ...engine.credentials.admin });
const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((thrown: unknown) => thrown);

describe('a partner', () => {
  it('contracts, lists, renews, cancels and gets the certificate', async () => {
    const partner = partnerOf();
    const sold = [await sellBike(partner, 'A'), await sellBike(partner, 'B'), await sellBike(partner, 'C')];
    const listed: string[] = [];
    for await (const { id } of partner.items('/v1/affinity', { query: { rows: 1, product_id: 'bike' } }))
      listed.push(id);
    expect(listed).toEqual([...sold].reverse());
    const [first = ''] = sold;
    const path = { affinity_id: first };
    const { attachments } = await partner.get('/v1/affinity/{affinity_id}', { path });
    const [token = ''] = attachments.map(({ url }) => url.split('/').at(-1) ?? '');
    const pdf = await partner.get('/v1/attachments/{token}', { path: { token } });
    expect(new TextDecoder().decode(pdf.subarray(0, 5))).toBe('%PDF-');
    const { id: successor } = await partner.post('/v1/affinity/{affinity_id}/renewal', { path });
    const canceled = await partner.delete('/v1/affinity/{affinity_id}', { path: { affinity_id: successor } });
    expect(canceled.status).toBe(2);
  });

  it('gets one effect for one key, and the first answer again', async () => {
    const partner = partnerOf();
    const input = { body: { product_id: 'bike' }, idempotencyKey: 'order 7' };
    const [one, other] = [
      await partner.post('/v1/affinity/request', input),
      await partnerOf().post('/v1/affinity/request', input),
    ];
    expect(other).toEqual(one);
  });

  it('reads every event in sequence, over several pages', async () => {
    const events: number[] = [];
    for await (const { sequence } of partnerOf().items('/v1/events', { query: { rows: 2 } })) events.push(sequence);
    expect(events.length).toBeGreaterThan(3);
    expect(events).toEqual(events.map((_, at) => at + 1));
  });

  it('learns everything that is wrong, by code and path, and finds the refusal by its request id', async () => {
    const partner = partnerOf();
    const { id } = await partner.post('/v1/affinity/request', { body: { product_id: 'bike' } });
    const body = {
      affinity_request_id: id,
      lifetime_start: '2027-01-01',
      lifetime_end: '2027-12-31',
      item: { value: -1 },
    };
    const refused = (await failureOf(partner.post('/v1/affinity', { body }))) as RefusedError;
    expect(refused).toBeInstanceOf(RefusedError);
    expect([refused.status, refused.code]).toEqual([400, 'ITEM-INVALID']);
    expect(refused.problems.map((each) => each.path)).toContain('item.brand_name');
    const reference = String(refused.requestId);
    const kept = await eventually(() => partner.get('/v1/refusals/{reference}', { path: { reference } }));
    expect(kept).toMatchObject({ code: 'ITEM-INVALID', operation: 'createAffinity' });
  });

  it('believes its webhooks, with the key of its endpoint', async () => {
    const receiver = await startReceiver();
    const partner = partnerOf();
    const path = { endpoint_id: engine.credentials.partner.webhookEndpointId };
    await partner.patch('/v1/webhooks/endpoints/{endpoint_id}', { path, body: { url: receiver.url('/hook') } });
    await sellBike(partner, 'D');
    const received = await eventually(() => {
      const all = receiver.received('/hook');
      if (!all.some(({ body }) => body.includes('CAL-D'))) throw new Error('it has not come yet');
      return all;
    });
    const keys = [engine.credentials.partner.webhookSecret];
    const read = await Promise.all(received.map(({ body, headers }) => verifyWebhook(body, headers, keys)));
    expect(read.map(({ sequence }) => sequence)).toEqual(read.map((_, at) => at + 1));
    expect(read.at(-1)?.body.event.type).toBe('affinity.issued');
    const [{ body, headers }] = received as [(typeof received)[number]];
    await expect(verifyWebhook(Buffer.concat([body, Buffer.from(' ')]), headers, keys)).rejects.toThrow(
      'webhook-signature',
    );
  });
});

describe('a token that the engine ended', () => {
  it('is renewed, and the call goes on', async () => {
    const operator = operatorOf();
    const { id: clientId, client_secret: first } = await operator.post('/ops/v1/clients', {
      body: { name: 'short', role: 'partner', partner_id: engine.credentials.partner.id },
    });
    let clientSecret = first;
    const partner = affinityClient({
      baseUrl: engine.baseUrl,
      clientId,
      get clientSecret() {
        return clientSecret;
      },
    });
    await partner.get('/v1/affinity/partner');
    const path = { client_id: clientId };
    const rotated = await operator.post('/ops/v1/clients/{client_id}/rotate', { path });
    clientSecret = rotated.client_secret;
    expect(await partner.get('/v1/affinity/partner')).toMatchObject({
      customer: { id: engine.credentials.partner.id },
    });
  });
});

describe('the other dialects', () => {
  it('list and make producer codes, page by page', async () => {
    const groups = affinityGroupClient({ baseUrl: engine.baseUrl, ...engine.credentials.admin });
    const codes: unknown[] = [];
    for await (const { attributes } of groups.items('/admin/v1/producer-codes', { query: { pageSize: 2 } })) {
      codes.push(attributes.id);
    }
    expect(codes.length).toBeGreaterThan(2);
    expect(new Set(codes).size).toBe(codes.length);
    const made = await groups.post('/admin/v1/organizations', {
      body: { data: { attributes: { name: 'Loja Azul' } } },
    });
    expect(made.data.attributes.name).toBe('Loja Azul');
    const failure = await failureOf(
      groups.post('/admin/v1/producer-codes', { body: { data: { attributes: { code: '', roles: [] } } } } as never),
    );
    expect((failure as RefusedError).problems.length).toBeGreaterThan(1);
  });

  it('register agency numbers, and refuse with a status of 200', async () => {
    const { hash, secret, brokerToken } = engine.credentials.agencyNumbers;
    const agency = agencyNumberClient({ baseUrl: engine.baseUrl, hash, secret, brokerToken });
    const number = { agencyNumber: '4711-1', defaultForTenders: true, defaultForCalculations: true, active: true };
    await agency.post('/api/ipn/agency-numbers', {
      body: { agencyNumberSets: [{ baFinId: '5405', agencyNumbers: [number] }] },
    });
    const query = { baFinId: '5405', purpose: 'tenders' } as const;
    const { agencyNumbers } = await agency.get('/api/ipn/agency-numbers', { query });
    expect(agencyNumbers).toMatchObject([{ agencyNumber: '4711-1', default: true }]);
    const failure = await failureOf(
      agency.post('/api/ipn/agency-numbers', {
        body: { agencyNumberSets: [{ baFinId: '5405', agencyNumbers: [{}] }] },
      } as never),
    );
    expect(failure).toMatchObject({ status: 200, code: 'INPUT-INVALID' });
    expect((failure as RefusedError).problems.length).toBeGreaterThan(2);
  });

  it('quote with the key of a subscription', async () => {
    const { subscriptionKey, registerNumber } = engine.credentials.quotation;
    const broker = quotationClient({ baseUrl: engine.baseUrl, subscriptionKey });
    const answer = await broker.get('/v1/quotation/{registerNumber}/products', { path: { registerNumber } });
    expect(answer.success).toBe(true);
    const other = quotationClient({ baseUrl: engine.baseUrl, subscriptionKey: 'no such key' });
    const failure = await failureOf(other.get('/v1/quotation/{registerNumber}/products', { path: { registerNumber } }));
    expect(failure).toMatchObject({ status: 401, code: 'SUBSCRIPTION-KEY-INVALID' });
  });

  it('are those of operators, too', async () => {
    const partners: string[] = [];
    for await (const { id } of operatorOf().items('/ops/v1/partners', { query: { rows: 1 } })) partners.push(id);
    expect(partners).toContain(engine.credentials.partner.id);
    const failure = await failureOf(operatorOf().post('/ops/v1/partners', { body: { name: '' } as never }));
    expect((failure as RefusedError).problems.length).toBeGreaterThan(3);
  });
});
