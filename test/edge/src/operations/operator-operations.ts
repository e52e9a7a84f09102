import { randomUUID } from 'node:crypto';
import type { Scene, Side } from '../scene.js';
import { affinity, ownEvent, refusal, replayable } from './partner-operations.js';
import { ofAdmin, ofPublic, once, type Operation, type Wanted } from './operation.js';

const both = { objects: ['one', 'other'] } as const;
const nothing = async (): Promise<Wanted> => ({});
const partner = (scene: Scene, side: string) => ({ partner_id: scene.its[side as Side].partnerId });
const endpoint = (scene: Scene, side: string) => ({ endpoint_id: scene.its[side as Side].endpointId });
const ofPartner = (body?: unknown) =>
  ofAdmin(async (scene, side) => ({ params: partner(scene, side), ...(body === undefined ? {} : { body }) }), both);
const ofEndpoint = (body?: unknown) =>
  ofAdmin(async (scene, side) => ({ params: endpoint(scene, side), ...(body === undefined ? {} : { body }) }), both);

const ofAffinity = (more: Partial<Operation> = {}) =>
  ofAdmin(async (scene, side) => ({ params: { affinity_id: await affinity(scene, side) } }), { ...both, ...more });

/** A moment after each that was asked for before, and after the start of the engine's clock. */
const later = (minutes: number) => new Date(Date.parse('2026-11-22T13:00:00Z') + minutes * 60_000).toISOString();

const newPartner = (scene: Scene) => ({
  ...{ name: 'Loja Azul', legal_name: 'Loja Azul Ltda.', cnpj: cnpjOf(scene.next()) },
  ...{ email: 'life@lojaazul.example', phone: '+55 11 4002-8922', product_ids: ['personal-life'] },
});

/** A partner that nothing else needs: it can be changed in any way. */
async function anotherPartner(scene: Scene, side: string): Promise<{ partner_id: string }> {
  if (side === 'nobody') return partner(scene, side);
  const path = '/ops/v1/partners';
  return { partner_id: await once(scene, `partner of ${side}`, () => made(scene, side, path, newPartner(scene))) };
}

/** An endpoint of such a partner, at a url that answers; `what` for. */
async function anotherEndpoint(scene: Scene, side: string, what = 'changed'): Promise<Wanted> {
  if (side === 'nobody') return { params: endpoint(scene, side) };
  const body = { ...(await anotherPartner(scene, side)), url: scene.webhookUrl };
  const make = () => made(scene, side, '/ops/v1/webhook-endpoints', body);
  return { params: { endpoint_id: await once(scene, `${what} endpoint of ${side}`, make) } };
}

async function skipped(scene: Scene, side: string): Promise<Wanted> {
  if (side !== 'nobody') await affinity(scene, side);
  return { params: endpoint(scene, side), body: { reason: 'the partner has no such product any more' } };
}

const made = async (scene: Scene, side: string, path: string, body: object): Promise<string> =>
  side === 'nobody' ? randomUUID() : (await scene.call<{ id: string }>(scene.admin, 'POST', path, body)).id;

const client = async (scene: Scene, side: string) => ({
  params: { client_id: await made(scene, side, '/ops/v1/clients', { name: 'One of many', role: 'admin' }) },
});
const subscription = async (scene: Scene, side: string) => ({
  params: {
    subscription_id: await made(scene, side, '/ops/v1/subscriptions', { name: 'One', register_numbers: ['500000'] }),
  },
});
const existing = { objects: ['one'] } as const;

const bordereau = async (_: Scene, side: string) => ({
  params: { insurer_id: side === 'nobody' ? 'none' : 'ins-5036', month: '2026-11' },
});

/** A sale that is good, of a product there is. */
const tried = async (_: Scene, side: string) => ({
  params: { product_id: side === 'nobody' ? 'none' : 'personal-life' },
  body: {
    ...{ plan_id: 'essential', lifetime_start: '2027-01-01', lifetime_end: '2027-12-31' },
    affinity_holder: { first_name: 'Ana', last_name: 'Souza', cpf: '52998224725', birth_date: '1988-04-12' },
  },
});

/** A valid CNPJ for each number. */
function cnpjOf(number: number): string {
  const base = `${String(10_000_000 + number * 37)}0001`;
  const digit = (text: string): number => {
    const sum = [...text].reverse().reduce((total, each, at) => total + Number(each) * (2 + (at % 8)), 0);
    return sum % 11 < 2 ? 0 : 11 - (sum % 11);
  };
  const first = digit(base);
  return `${base}${first}${digit(`${base}${first}`)}`;
}

/** The calls of operators below `/ops/v1`, except those for quotations and accounts; and the token call. */
export const operatorOperations: Readonly<Record<string, Operation>> = {
  listPartners: ofAdmin(nothing),
  createPartner: ofAdmin(async (scene) => ({ body: newPartner(scene) }), { isUsedUp: true }),
  getPartner: ofPartner(),
  changePartner: ofAdmin(async (scene, side) => {
    return { params: await anotherPartner(scene, side), body: { email: 'seguros@lojaazul.example' } };
  }, both),
  getPartnerBrand: ofAdmin(async (scene, side) => {
    await branded(scene, side);
    return { params: partner(scene, side) };
  }, both),
  setPartnerBrand: ofPartner({ color: '#15426b' }),
  removePartnerBrand: ofAdmin(
    async (scene, side) => {
      await branded(scene, side);
      return { params: partner(scene, side) };
    },
    { ...both, isUsedUp: true },
  ),
  listInsurers: ofAdmin(nothing),
  getBordereau: ofAdmin(bordereau, existing),
  getBordereauTotals: ofAdmin(bordereau, existing),
  listCatalogueProducts: ofAdmin(nothing),
  listCatalogueProductVersions: ofAdmin(
    async (_, side) => ({ params: { product_id: side === 'nobody' ? 'none' : 'bike' } }),
    existing,
  ),
  getCatalogueProductVersion: ofAdmin(async (scene, side) => {
    const { items } = await scene.call<{ items: readonly [{ id: string; version: string }] }>(
      scene.admin,
      'GET',
      '/ops/v1/products',
    );
    return { params: { product_id: items[0].id, version: side === 'nobody' ? 'none' : items[0].version } };
  }, existing),
  previewCatalogueProduct: ofAdmin(tried, existing),
  printSpecimen: ofAdmin(tried, existing),
  listInsurerQuestions: ofAdmin(nothing),
  getClock: ofAdmin(nothing),
  advanceClock: ofAdmin(async (scene) => ({ body: { to: later(scene.next()) } }), { isUsedUp: true }),
  checkEligibility: ofAdmin(async (scene, side) => ({ body: { ...partner(scene, side), product_id: 'bike' } }), both),
  listCertificates: ofAdmin(nothing),
  searchCertificates: ofAdmin(async () => ({ body: { cpf: '11144477735' } })),
  getCertificate: ofAffinity(),
  getCertificateTimeline: ofAffinity(),
  getOverview: ofAdmin(nothing),
  getSeries: ofAdmin(async () => ({ query: { from: '2026-11-01', to: '2026-11-30' } })),
  revealCertificate: ofAffinity(),
  previewCertificateCancellation: ofAffinity(),
  cancelCertificate: ofAffinity({ isUsedUp: true }),
  renewCertificate: ofAffinity({ isUsedUp: true }),
  listWebhookEndpoints: ofAdmin(nothing),
  createWebhookEndpoint: ofAdmin(async (scene) => ({ body: await anotherPartner(scene, 'one') })),
  getWebhookEndpoint: ofEndpoint(),
  changeWebhookEndpoint: ofAdmin(async (scene, side) => {
    return { ...(await anotherEndpoint(scene, side)), body: { paused: false } };
  }, both),
  listDeliveries: ofEndpoint(),
  getDelivery: ofAdmin(async (scene, side) => ({ params: await ownEvent(scene, side) }), both),
  replayEvents: ofAdmin(replayable, { ...both, isUsedUp: true }),
  callOffReplays: ofEndpoint(),
  pingWebhookEndpoint: ofAdmin((scene, side) => anotherEndpoint(scene, side, 'pinged'), both),
  skipHead: ofAdmin(skipped, { ...both, isUsedUp: true }),
  listEvents: ofAdmin(async (scene) => ({ query: { owner_id: scene.its.one.partnerId } })),
  listAudit: ofAdmin(nothing),
  listRefusals: ofAdmin(nothing),
  listRefusalGroups: ofAdmin(nothing),
  getRefusal: ofAdmin(async (scene, side) => ({ params: { reference: await refusal(scene, side) } }), both),
  listClients: ofAdmin(nothing),
  createClient: ofAdmin(async () => ({ body: { name: 'Loja Azul', role: 'account' } })),
  rotateClient: ofAdmin(client, { ...existing, isUsedUp: true }),
  revokeClient: ofAdmin(client, { ...existing, isUsedUp: true }),
  listSubscriptions: ofAdmin(nothing),
  createSubscription: ofAdmin(async () => ({ body: { name: 'Corretora Sul', register_numbers: ['600000'] } })),
  rotateSubscriptionKey: ofAdmin(subscription, { ...existing, isUsedUp: true }),
  revokeSubscription: ofAdmin(subscription, { ...existing, isUsedUp: true }),
  createToken: ofPublic(
    {
      good: 'allowed',
      'another secret': 'unauthenticated',
      'no client': 'unauthenticated',
      revoked: 'unauthenticated',
    },
    async (scene, kind) => {
      const { clientId, clientSecret } = scene.subject.credentials.partner;
      const ended = await once(scene, 'ended client', async () => {
        const its = await scene.client('admin');
        await scene.call(scene.admin, 'POST', `/ops/v1/clients/${its.clientId}/revoke`);
        return its;
      });
      const ways: Readonly<Record<string, readonly [string, string]>> = {
        good: [clientId, clientSecret],
        'another secret': [clientId, 'another'],
        revoked: [ended.clientId, ended.clientSecret],
      };
      const [client_id, client_secret] = ways[kind] ?? [randomUUID(), clientSecret];
      return { body: { grant_type: 'client_credentials', client_id, client_secret } };
    },
    { readsAuthorization: true },
  ),
  readAuthorizationServer: ofPublic({ good: 'allowed' }, nothing),
};

const branded = async (scene: Scene, side: string) => {
  if (side === 'nobody') return;
  await scene.call(scene.admin, 'PUT', `/ops/v1/partners/${scene.its[side as Side].partnerId}/brand`, {
    color: '#15426b',
  });
};
