import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, startReceiver } from '@affinity-engine/test-harness';
import type { Client, Engine, Receiver } from '@affinity-engine/test-harness';
import { contract, done, eventsOf, requestId } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import * as webhooks from './fixtures/webhooks.js';
import type { AuditEntry, Endpoint, Failure, Listed, Named, Problem } from './fixtures/wire.js';

let engine: Engine;
let admin: Client;
let receiver: Receiver;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  admin = clientFor(engine, 'admin');
  receiver = await startReceiver();
});

const aPartner = {
  name: 'Clube da Serra',
  legal_name: 'Associação Clube da Serra',
  cnpj: '45.723.174/0001-10',
  email: 'contato@clubedaserra.example',
  phone: '+55 31 3333-4444',
  product_ids: ['personal-life'],
};

const trailOf = async (subject: string): Promise<readonly AuditEntry[]> =>
  done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { subject, rows: 100 } })).items;

describe('partners', () => {
  it('are registered with 201 and listed, and a CNPJ can be used once', async () => {
    const made = done(await admin.post<Named>('/ops/v1/partners', aPartner), 201);
    expect(made).toEqual({
      ...aPartner,
      affinity_group_ids: [],
      default_producer_code: null,
      id: made.id,
      cnpj: '45723174000110',
      insurers: {},
      created_at: expect.stringMatching(/^2026-01-15T/),
    });
    const { items } = done(await admin.get<Listed<Named>>('/ops/v1/partners', { query: { rows: 100 } }));
    expect(items).toContainEqual(made);
    expect(done(await admin.get(`/ops/v1/partners/${made.id}`))).toEqual(made);
    const nobody = await admin.get<Problem>('/ops/v1/partners/nobody');
    expect([nobody.status, nobody.body.code]).toEqual([404, 'PARTNER-UNKNOWN']);
    const again = await admin.post<Problem>('/ops/v1/partners', { ...aPartner, name: 'Another' });
    expect([again.status, again.body.code]).toEqual([409, 'PARTNER-CNPJ-TAKEN']);
    expect((await trailOf(made.id)).map(({ action, actor }) => [action, actor])).toEqual([
      ['partner.created', engine.credentials.admin.clientId],
    ]);
  });

  it('are refused where documents could not print their texts, naming each', async () => {
    const texts = { name: 'Clube 山', legal_name: 'שלום', cnpj: '60.872.504/0001-23' };
    const refused = await admin.post<Problem>('/ops/v1/partners', { ...aPartner, ...texts });
    expect([refused.status, refused.body.code]).toEqual([400, 'INPUT-INVALID']);
    expect(refused.body).toMatchObject({
      faults: [
        { path: 'name', expected: expect.stringContaining('山 (U+5C71), which their typeface does not have') },
        { path: 'legal_name', expected: expect.stringContaining('ש (U+05E9), which runs from right to left') },
      ],
    });
  });

  it('have an endpoint without a url from the start, so that no event is lost', async () => {
    const its = await webhooks.subscriber(admin, receiver, false);
    const query = { query: { partner_id: its.partnerId } };
    const { items } = done(await admin.get<{ items: readonly Endpoint[] }>('/ops/v1/webhook-endpoints', query));
    expect(items).toMatchObject([{ owner_id: its.partnerId, url: null, ordering: 'endpoint', paused: false }]);
  });

  it('are changed field by field', async () => {
    const its = await webhooks.subscriber(admin, receiver, false);
    const path = `/ops/v1/partners/${its.partnerId}`;
    const before = done(await admin.patch(path, { name: 'Renamed' }));
    const changed = done(await admin.patch(path, { email: 'novo@partner.example', product_ids: ['bike'] }));
    expect(changed).toEqual({ ...(before as object), email: 'novo@partner.example', product_ids: ['bike'] });
    expect((await trailOf(its.partnerId)).map(({ action }) => action)).toEqual([
      'partner.changed',
      'partner.changed',
      'partner.created',
    ]);
  });

  it('can contract only the products they are offered', async () => {
    const its = await webhooks.subscriber(admin, receiver, false);
    const partner = clientFor(engine, its.credentials);
    const open = await requestId(partner, 'personal-life');
    done(await admin.patch(`/ops/v1/partners/${its.partnerId}`, { product_ids: ['bike'] }));
    const refused = await partner.post<Failure>('/v1/affinity/request', { product_id: 'personal-life' });
    expect([refused.status, refused.body.error]).toEqual([400, 'product_id: expected one of bike']);
    const body = { affinity_request_id: open, lifetime_start: '2026-02-01', lifetime_end: '2027-01-31' };
    expect((await partner.post('/v1/affinity', body)).status).toBe(400);
  });

  it('are listed page by page', async () => {
    await webhooks.subscriber(admin, receiver, false);
    const all = done(await admin.get<Listed<Named>>('/ops/v1/partners', { query: { rows: 100 } })).items;
    const seen: Named[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: Record<string, string | number> = { rows: 2, ...(cursor === '' ? {} : { cursor }) };
      const next: Listed<Named> = done(await admin.get<Listed<Named>>('/ops/v1/partners', { query }));
      seen.push(...next.items);
      cursor = next.cursor;
    }
    expect(seen).toEqual(all);
  });
});

describe('webhook endpoints', () => {
  it('are listed page by page, of all or of one partner, for operators and for the partner itself', async () => {
    const its = await webhooks.subscriber(admin, receiver, false);
    const body = { partner_id: its.partnerId };
    for (let times = 0; times < 2; times += 1) done(await admin.post('/ops/v1/webhook-endpoints', body), 201);
    const ids = async (client: Client, path: string, query: Record<string, string | number>) => {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const asked = { ...query, ...(cursor === '' ? {} : { cursor }) };
        const next: Listed<Endpoint> = done(await client.get<Listed<Endpoint>>(path, { query: asked }));
        seen.push(...next.items.map(({ id }) => id));
        cursor = next.cursor;
      }
      return seen;
    };
    const of = { partner_id: its.partnerId };
    const own = await ids(admin, '/ops/v1/webhook-endpoints', { ...of, rows: 2 });
    expect(own).toHaveLength(3);
    expect(own).toContain(its.endpointId);
    expect(await ids(admin, '/ops/v1/webhook-endpoints', of)).toEqual(own);
    expect(await ids(clientFor(engine, its.credentials), '/v1/webhooks/endpoints', { rows: 2 })).toEqual(own);
    const all = await ids(admin, '/ops/v1/webhook-endpoints', { rows: 2 });
    expect(all).toEqual(await ids(admin, '/ops/v1/webhook-endpoints', { rows: 100 }));
    expect(all).toEqual([...new Set(all)].sort());
  });

  it('are added with 201 and a secret that is shown once', async () => {
    const { partnerId } = await webhooks.subscriber(admin, receiver, false);
    const body = { partner_id: partnerId, url: receiver.url('/second'), ordering: 'affinity' };
    const made = done(await admin.post<Endpoint>('/ops/v1/webhook-endpoints', body), 201);
    expect(made).toMatchObject({ owner_id: partnerId, url: body.url, ordering: 'affinity', last_sequence: 0 });
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/=]{32,}$/);
    const shown = done(await admin.get<Endpoint>(`/ops/v1/webhook-endpoints/${made.id}`));
    expect(shown).not.toHaveProperty('secret');
    expect((await trailOf(made.id)).map(({ action }) => action)).toEqual(['webhook-endpoint.created']);
  });

  it('of one partner get the same events, each with its own sequence', async () => {
    const its = await webhooks.subscriber(admin, receiver);
    const body = { partner_id: its.partnerId, url: receiver.url(`${its.path}/second`) };
    const second = done(await admin.post<Endpoint>('/ops/v1/webhook-endpoints', body), 201);
    const { id } = await contract(clientFor(engine, its.credentials), 'bike');
    const [first] = await webhooks.arrivals(receiver, its, 1);
    const [other] = await webhooks.arrivals(receiver, { ...its, path: `${its.path}/second` }, 1);
    expect(first && webhooks.eventsIn([first])).toEqual(other && webhooks.eventsIn([other]));
    expect((await eventsOf(admin, second.id, id)).map(({ sequence }) => sequence)).toEqual([1]);
    expect(other && webhooks.verified(other, second.secret ?? '')).toMatchObject({ id });
  });

  it('that ask for some types get only those', async () => {
    const its = await webhooks.subscriber(admin, receiver);
    await webhooks.changed(admin, its, { event_types: ['affinity.canceled'] });
    const id = await webhooks.contractAndCancel(
      clientFor(engine, its.credentials),
      contract(clientFor(engine, its.credentials), 'bike'),
    );
    const [only] = await webhooks.arrivals(receiver, its, 1);
    expect(only && webhooks.eventsIn([only])).toEqual([[id, 'affinity.canceled']]);
  });

  it.each([
    ['ftp', 'ftp://partner.example/hook'],
    ['no absolute url', '/hook'],
    ['credentials in it', 'https://user:secret@partner.example/hook'],
    ['no url at all', 'nothing'],
  ])('with %s are refused', async (_, url) => {
    const its = await webhooks.subscriber(admin, receiver, false);
    const answer = await admin.patch<Problem>(`/ops/v1/webhook-endpoints/${its.endpointId}`, { url });
    expect([answer.status, answer.body.code]).toEqual([400, 'URL-REFUSED']);
    expect((await webhooks.endpointOf(admin, its)).url).toBeNull();
  });

  it.each(['get', 'patch', 'deliveries', 'replay', 'ping', 'skip-head'])(
    'that are unknown are 404: %s',
    async (call) => {
      const path = '/ops/v1/webhook-endpoints/unknown';
      const answers: Readonly<Record<string, () => Promise<{ readonly status: number }>>> = {
        get: () => admin.get(path),
        patch: () => admin.patch(path, { paused: true }),
        deliveries: () => admin.get(`${path}/deliveries`),
        replay: () => admin.post(`${path}/replay`, { from: 1, to: 1 }),
        ping: () => admin.post(`${path}/ping`),
        'skip-head': () => admin.post(`${path}/skip-head`, { reason: 'any' }),
      };
      expect((await answers[call]?.())?.status).toBe(404);
    },
  );

  it('without a url cannot be pinged', async () => {
    const its = await webhooks.subscriber(admin, receiver, false);
    const answer = await admin.post<Problem>(`/ops/v1/webhook-endpoints/${its.endpointId}/ping`);
    expect([answer.status, answer.body.code]).toEqual([409, 'ENDPOINT-WITHOUT-URL']);
  });

  it('list their deliveries by status, page by page, newest first', async () => {
    const its = await webhooks.subscriber(admin, receiver, false);
    const partner = clientFor(engine, its.credentials);
    for (let at = 0; at < 3; at += 1) await contract(partner, 'bike');
    const first = await webhooks.deliveriesOf(admin, its, { status: 'pending', rows: 2 });
    expect(first.items.map(({ sequence, status, attempts }) => [sequence, status, attempts])).toEqual([
      [3, 'pending', []],
      [2, 'pending', []],
    ]);
    const rest = { status: 'pending', rows: 2, cursor: first.cursor ?? '' };
    expect((await webhooks.deliveriesOf(admin, its, rest)).items.map(({ sequence }) => sequence)).toEqual([1]);
    expect((await webhooks.deliveriesOf(admin, its, { status: 'delivered' })).items).toEqual([]);
    expect((await webhooks.deliveriesOf(admin, its, { status: 'skipped' })).items).toEqual([]);
  });
});

describe('a delivery', () => {
  const sold = async () => {
    const its = await webhooks.subscriber(admin, receiver, false);
    const partner = clientFor(engine, its.credentials);
    const holder = { first_name: 'Quirina', last_name: 'Xavante', cpf: '390.533.447-05', birth_date: '1988-04-12' };
    const { id } = await contract(partner, 'personal-life', { affinity_holder: holder });
    await contract(partner, 'bike');
    return { its, partner, id };
  };
  type ReadEndpoint = {
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly attempts: readonly object[];
  };

  it('is filtered by affinity, type, answer and span, and a cursor is good for its filters only', async () => {
    const { its, id } = await sold();
    const sequences = async (query: Record<string, string | number>) =>
      (await webhooks.deliveriesOf(admin, its, query)).items.map(({ sequence }) => sequence);
    expect(await sequences({ subject: id })).toEqual([1]);
    expect(await sequences({ type: 'affinity.issued' })).toEqual([2, 1]);
    expect([await sequences({ type: 'affinity.canceled' }), await sequences({ answer: 503 })]).toEqual([[], []]);
    expect([await sequences({ from: '2020-01-01' }), await sequences({ to: '2020-01-01' })]).toEqual([[2, 1], []]);
    const path = `/ops/v1/webhook-endpoints/${its.endpointId}/deliveries`;
    const { cursor } = await webhooks.deliveriesOf(admin, its, { rows: 1 });
    const other = await admin.get<Problem>(path, { query: { rows: 1, cursor: cursor ?? '', subject: id } });
    expect(other.body.code).toBe('CURSOR-INVALID');
    const backwards = await admin.get(path, { query: { from: '2026-02-01', to: '2026-01-01' } });
    expect(backwards.body).toMatchObject({ code: 'INPUT-INVALID', faults: [{ path: 'to' }] });
  });

  it('is read with what is sent of it: for operators without what identifies a person, for its partner whole', async () => {
    const { its, partner, id } = await sold();
    const [event] = (await webhooks.deliveriesOf(admin, its, { subject: id })).items;
    const ending = `${its.endpointId}/deliveries/${event?.event_id}`;
    const shown = done(await admin.get<ReadEndpoint>(`/ops/v1/webhook-endpoints/${ending}`));
    expect(shown.headers).toMatchObject({ 'webhook-id': event?.event_id, 'webhook-sequence': '1' });
    expect(shown.headers['webhook-signature']).toBeUndefined();
    expect(JSON.parse(shown.body)).toMatchObject({ id, affinity_holder: { cpf: '***.533.447-**' } });
    expect(shown.body).not.toMatch(/390\.533|1988|attachments\/A/);
    const whole = done(await partner.get<ReadEndpoint>(`/v1/webhooks/endpoints/${ending}`));
    expect(JSON.parse(whole.body)).toMatchObject({ affinity_holder: { cpf: '390.533.447-05' } });
    const { url } = (JSON.parse(whole.body) as { attachments: readonly { url: string }[] }).attachments[0] ?? {
      url: '',
    };
    expect((await fetch(url)).status).toBe(200);
    const foreign = await clientFor(engine, 'partner').get<Failure>(`/v1/webhooks/endpoints/${ending}`);
    const none = await partner.get<Failure>(`/v1/webhooks/endpoints/${its.endpointId}/deliveries/evt_x_1`);
    expect([foreign.status, foreign.headers['error-code'], none.headers['error-code']]).toEqual([
      404,
      'ENDPOINT-UNKNOWN',
      'EVENT-UNKNOWN',
    ]);
  });
});

describe('a partner’s own endpoint', () => {
  it('is changed, pinged and given another key by the partner itself, and by no other', async () => {
    const its = await webhooks.subscriber(admin, receiver, false);
    const partner = clientFor(engine, its.credentials);
    const path = `/v1/webhooks/endpoints/${its.endpointId}`;
    type Changed = Endpoint & { readonly secret?: string; readonly rotation_ends_at: string | null };
    const change = (body: object, client = partner) => client.patch<Changed & Failure>(path, body);
    expect(done(await change({ paused: true, url: receiver.url('/own') }))).toMatchObject({ paused: true });
    const rotated = done(await change({ rotate_secret: true }));
    expect([rotated.secret?.slice(0, 6), rotated.rotation_ends_at]).toEqual(['whsec_', expect.stringMatching(/Z$/)]);
    expect(done(await change({ end_rotation: true }))).toMatchObject({ rotation_ends_at: null });
    expect(done(await partner.post<{ delivered: boolean }>(`${path}/ping`))).toMatchObject({ delivered: true });
    webhooks.verified(receiver.received('/own')[0] as never, rotated.secret ?? '');
    for (const answer of [
      await change({ paused: false }, clientFor(engine, 'partner')),
      await clientFor(engine, 'partner').post<Failure>(`${path}/ping`),
    ]) {
      expect([answer.status, answer.headers['error-code']]).toEqual([404, 'ENDPOINT-UNKNOWN']);
    }
    expect((await change({ ordering: 'none' })).status).toBe(400);
    const { clientId } = its.credentials;
    expect((await trailOf(its.endpointId)).filter(({ actor }) => actor === clientId).length).toBeGreaterThan(2);
  });

  it('reads every type of event there is for it', async () => {
    const { items } = done(await clientFor(engine, 'partner').get<Listed<{ type: string }>>('/v1/event-types'));
    expect(items.map(({ type }) => type)).toEqual(expect.arrayContaining(['affinity.issued', 'webhook.ping']));
    expect(items.filter(({ type }) => type.startsWith('insurer'))).toEqual([]);
  });
});

describe('clients', () => {
  const made = async (name: string) =>
    done(
      await admin.post<{ readonly id: string; readonly client_secret: string }>('/ops/v1/clients', {
        name,
        role: 'admin',
      }),
      201,
    );
  const credentials = ({ id, client_secret: clientSecret }: Awaited<ReturnType<typeof made>>) => ({
    clientId: id,
    clientSecret,
  });

  it('are created with a secret that is shown once, and listed without', async () => {
    const client = await made('Night shift');
    expect(client.client_secret.length).toBeGreaterThanOrEqual(40);
    const { items } = done(await admin.get<Listed<Named>>('/ops/v1/clients', { query: { rows: 100 } }));
    const { client_secret: _, ...shown } = client;
    expect(items).toContainEqual(shown);
    expect(JSON.stringify(items)).not.toContain('secret');
  });

  it('rotate: the new secret is valid, the old one and its tokens end', async () => {
    const client = await made('Rotating');
    const old = clientFor(engine, credentials(client));
    done(await old.get('/ops/v1/partners'));
    const rotated = done(await admin.post<typeof client>(`/ops/v1/clients/${client.id}/rotate`));
    expect(rotated.client_secret).not.toBe(client.client_secret);
    expect((await old.get('/ops/v1/partners')).status).toBe(401);
    expect(await tokenStatus(client.id, client.client_secret)).toBe(401);
    expect((await clientFor(engine, credentials(rotated)).get('/ops/v1/partners')).status).toBe(200);
  });

  it('are revoked for good: they get no token, and earlier tokens end', async () => {
    const client = await made('Leaving');
    const leaving = clientFor(engine, credentials(client));
    done(await leaving.get('/ops/v1/partners'));
    const revoked = done(await admin.post<{ revoked_at: string }>(`/ops/v1/clients/${client.id}/revoke`));
    expect(revoked.revoked_at).toMatch(/^2026-01-15T/);
    expect((await leaving.get('/ops/v1/partners')).status).toBe(401);
    expect(await tokenStatus(client.id, client.client_secret)).toBe(401);
    const again = done(await admin.post(`/ops/v1/clients/${client.id}/revoke`));
    expect(again).toEqual(revoked);
    expect((await trailOf(client.id)).map(({ action }) => action)).toEqual(['client.revoked', 'client.created']);
  });

  it('that are revoked cannot be brought back by a rotation', async () => {
    const client = await made('Returning');
    done(await admin.post(`/ops/v1/clients/${client.id}/revoke`));
    const rotated = await admin.post<typeof client>(`/ops/v1/clients/${client.id}/rotate`);
    if (rotated.status === 200) expect(await tokenStatus(client.id, rotated.body.client_secret)).toBe(401);
  });

  it.each([
    ['a partner without a partner', { role: 'partner' }, 400],
    ['an operator with a partner', { role: 'admin', partner_id: 'own' }, 400],
    ['a partner nobody knows', { role: 'partner', partner_id: 'unknown' }, 404],
  ])('are not created as %s', async (_, fields, status) => {
    const own =
      'partner_id' in fields && fields.partner_id === 'own' ? { partner_id: engine.credentials.partner.id } : {};
    expect((await admin.post('/ops/v1/clients', { name: 'Odd', ...fields, ...own })).status).toBe(status);
  });

  it.each(['rotate', 'revoke'])('that are unknown cannot %s', async (call) => {
    expect((await admin.post(`/ops/v1/clients/unknown/${call}`)).status).toBe(404);
  });

  const tokenStatus = async (clientId: string, clientSecret: string): Promise<number> => {
    const body = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    return (await clientFor(engine, null).post('/oauth2/token', body)).status;
  };
});

describe('the audit trail', () => {
  it('records everything, newest first, page by page', async () => {
    const its = await webhooks.subscriber(admin, receiver, false);
    const { id } = await contract(clientFor(engine, its.credentials));
    const first = done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { rows: 3 } }));
    const query = { rows: 3, cursor: first.cursor ?? '' };
    const second = done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query }));
    const numbers = [...first.items, ...second.items].map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 6 }, (_, at) => (numbers[0] ?? NaN) - at));
    expect((await trailOf(id)).map(({ action, actor }) => [action, actor])).toEqual([
      ['affinity.issued', its.partnerId],
    ]);
  });

  it('is filtered by actor, action and span, and a cursor is good for its filters only', async () => {
    const id = engine.credentials.admin.clientId;
    const ask = (query: object) => admin.get<Listed<AuditEntry> & Problem>('/ops/v1/audit', { query: { ...query } });
    const first = done(await ask({ actor: id, action: 'client.created', rows: 1 }));
    expect(first.items.map(({ actor, action }) => [actor, action])).toEqual([[id, 'client.created']]);
    const second = done(await ask({ actor: id, action: 'client.created', rows: 1, cursor: first.cursor ?? '' }));
    expect(second.items[0]?.number).toBeLessThan(first.items[0]?.number ?? 0);
    expect((await ask({ actor: id, cursor: first.cursor ?? '' })).body.code).toBe('CURSOR-INVALID');
    const at = first.items[0]?.at ?? '';
    expect(done(await ask({ to: at, action: 'client.created' })).items.every((each) => each.at < at)).toBe(true);
    expect(done(await ask({ from: at, rows: 100 })).items.length).toBeGreaterThan(0);
    expect(done(await ask({ actor: 'nobody' }))).toEqual({ items: [], cursor: null });
    expect((await ask({ from: 'yesterday' })).body).toMatchObject({
      code: 'INPUT-INVALID',
      faults: [{ path: 'from' }],
    });
  });

  it('holds no personal data and no secret', async () => {
    const { items } = done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { rows: 100 } }));
    expect(JSON.stringify(items)).not.toMatch(/52998224725|Conceição|whsec_|client_secret/);
  });
});
