import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Answer, type Client, type Engine } from '@affinity-engine/test-harness';
import * as agency from './fixtures/agency.js';
import { aNumber, at5405 } from './fixtures/agency.js';
import { contract, done, requestId } from './fixtures/partner-day.js';
import { holder } from './fixtures/samples.js';
import type { Listed } from './fixtures/wire.js';

type WithId = { readonly id: string };
type Enveloped = { readonly data: { readonly attributes: WithId } };
type Found = { readonly data: readonly { readonly attributes: { readonly id: string; readonly name: string } }[] };

let engine: Engine;
let anyone: Client;
let partner: Client;
let admin: Client;
let user: agency.ApiUser;
let affinityId: string;

beforeAll(async () => {
  engine = await startEngine();
  [anyone, partner, admin] = [clientFor(engine, null), clientFor(engine, 'partner'), clientFor(engine, 'admin')];
  user = await agency.apiUser(engine);
  affinityId = (await contract(partner)).id;
});

const capitals = (id: string) => id.toUpperCase();
/** In capitals, with its colon as a filter has it. */
const doubled = (id: string) => capitals(id).replace(':', '::');
const demo = () => engine.credentials;
const organization = (name: string) =>
  admin.post<Enveloped>('/admin/v1/organizations', { data: { attributes: { name } } });
const organizations = async (filter: string) =>
  done(await admin.get<Found>('/admin/v1/organizations', { query: { filter } })).data.map(
    ({ attributes }) => attributes,
  );

/** Every way an identifier comes in, with one in capitals. */
const ways: Readonly<Record<string, () => Promise<Answer<unknown>>>> = {
  'an affinity in the path': () => partner.get(`/v1/affinity/${capitals(affinityId)}`),
  'a request in the body': async () =>
    partner.post('/v1/affinity', {
      affinity_request_id: capitals(await requestId(partner)),
      plan_id: 'essential',
      lifetime_start: '2027-01-01',
      lifetime_end: '2027-12-31',
      affinity_holder: holder,
    }),
  'an endpoint in the path': () =>
    partner.get(`/v1/webhooks/endpoints/${capitals(demo().partner.webhookEndpointId)}/deliveries`),
  'a partner in the path': () => admin.get(`/ops/v1/partners/${capitals(demo().partner.id)}`),
  'a partner in the body': () =>
    admin.post('/ops/v1/clients', { name: 'x', role: 'partner', partner_id: capitals(demo().partner.id) }),
  'an account in the path': () => admin.get(`/ops/v1/accounts/${capitals(demo().agencyNumbers.accountToken)}/brokers`),
  'a client of the token call': () =>
    anyone.post('/oauth2/token', {
      grant_type: 'client_credentials',
      client_id: capitals(demo().partner.clientId),
      client_secret: demo().partner.clientSecret,
    }),
  'a client as Basic, beside itself in the body': () => {
    const { clientId, clientSecret } = demo().partner;
    const authorization = `Basic ${Buffer.from(`${capitals(clientId)}:${clientSecret}`).toString('base64')}`;
    return anyone.post(
      '/oauth2/token',
      { grant_type: 'client_credentials', client_id: clientId },
      { headers: { authorization } },
    );
  },
};

describe('an identifier in capitals is the same', () => {
  it.each(Object.keys(ways))('%s', async (way) => {
    const { status } = await (ways[way] as () => Promise<Answer<unknown>>)();
    expect([200, 201]).toContain(status);
  });

  it('in the query, with the same rows', async () => {
    const lists = async (path: string, name: string, id: string) =>
      done(await admin.get<Listed<WithId>>(path, { query: { [name]: id } })).items;
    for (const [path, name, id] of [
      ['/ops/v1/audit', 'subject', affinityId],
      ['/ops/v1/webhook-endpoints', 'partner_id', demo().partner.id],
      ['/ops/v1/events', 'owner_id', demo().partner.id],
    ] as const) {
      const items = await lists(path, name, id);
      expect(items).not.toEqual([]);
      expect(await lists(path, name, capitals(id))).toEqual(items);
    }
  });

  it('as the broker of a header, and as the user of its token call', async () => {
    const { hash, secret, brokerToken } = demo().agencyNumbers;
    const token = await anyone.post<agency.Token>('/api/ipn/tokens', { hash: capitals(hash), secret });
    expect(token.body.token).toEqual(expect.any(String));
    const answer = await user.register(at5405(aNumber('capitals')), { broker: capitals(brokerToken) });
    expect(answer.body).toEqual(agency.added);
  });

  it('as an event that a reader has', async () => {
    const { items } = done(await partner.get<Listed<WithId>>('/v1/events'));
    const read = await partner.get<Listed<WithId>>('/v1/events', { query: { after: capitals(items[0]?.id ?? '') } });
    expect(done(read).items).toEqual(items.slice(1));
  });

  it('in a filter, in a reference, and in the path of an organization', async () => {
    const { id } = (await organization('Capitals')).body.data.attributes;
    expect(await organizations(`id:in:${doubled(id)}`)).toEqual([{ id, name: 'Capitals' }]);
    expect((await admin.get(`/admin/v1/organizations/${capitals(id)}`)).status).toBe(200);
    const attributes = { code: 'CAPITALS-1', organization: { id: capitals(id) }, roles: [{ id: 'producer' }] };
    const code = await admin.post<Enveloped>('/admin/v1/producer-codes', { data: { attributes } });
    expect([code.status, code.body]).toEqual([201, expect.anything()]);
    const found = await admin.get<Found>('/admin/v1/producer-codes', {
      query: { filter: `organization:eq:${doubled(id)}` },
    });
    expect(done(found).data.map((each) => each.attributes.id)).toEqual([code.body.data.attributes.id]);
  });

  it('but a text of the caller stays as it was sent', async () => {
    const name = capitals(affinityId);
    const made = await admin.post<{ readonly name: string }>('/ops/v1/clients', { name, role: 'admin' });
    expect([made.status, made.body.name]).toEqual([201, name]);
  });
});

describe('a comma within a value of a filter', () => {
  it('is doubled', async () => {
    await organization('Silva, Souza');
    await organization('Lima');
    const names = (await organizations('name:in:Silva,, Souza,Lima')).map(({ name }) => name);
    expect(names.sort()).toEqual(['Lima', 'Silva, Souza']);
  });
});

describe('a number', () => {
  it.each(['0x10', '1e1', '5.0', '05', '+5', ''])('of a query is refused as "%s"', async (rows) => {
    const answer = await partner.get<{ readonly error: string }>('/v1/affinity', { query: { rows } });
    expect([answer.status, answer.body.error]).toEqual([400, 'rows: expected a whole number from 1 to 100']);
  });

  it.each(['450000.00000000000001', '1.00000000000000000001', '1e-400'])(
    'of a body is refused where it cannot be kept as it is sent: %s',
    async (number) => {
      const raw = `{"product_id":"personal-life","producer_code":${number}}`;
      const answer = await partner.post<{ readonly error: string }>('/v1/affinity/request', undefined, { raw });
      expect([answer.status, answer.body.error]).toEqual([
        400,
        `body: expected numbers that can be kept as they are sent; "${number}" cannot.`,
      ]);
    },
  );
});
