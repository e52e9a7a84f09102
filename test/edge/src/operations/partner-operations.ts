import { eventually } from '@affinity-engine/test-harness';
import { randomUUID } from 'node:crypto';
import { linkToken, type Scene, type Side } from '../scene.js';
import { belongsTo, ofAdmin, ofPartner, ofPublic, once, type Operation, type Wanted } from './operation.js';

type WithId = { readonly id: string };
type Product = 'bike' | 'auto' | 'personal-life';

const holder = { first_name: 'Inês', last_name: 'Conceição', cpf: '52998224725', birth_date: '1990-05-17' };
const year = { lifetime_start: '2026-12-01', lifetime_end: '2027-11-30' };
const contracts: Readonly<Record<Product, object>> = {
  bike: {
    ...year,
    plan_id: 'theft',
    item: { brand_name: 'Caloi', model_name: 'Elite', frame_number: 'CAL-2024-17', value: 450_000 },
  },
  'personal-life': { ...year, plan_id: 'essential', affinity_holder: holder },
  auto: {
    ...year,
    affinity_holder: holder,
    item: {
      ...{ plate: 'BRA2E19', chassis: '9BWZZZ377VT004251', model_year: 2025, manufacture_year: 2024 },
      ...{ brand_name: 'Volkswagen', model_name: 'Polo', fuel_type: 'flex', is_0km: false },
    },
  },
};

const request = (scene: Scene, side: string, product: Product) =>
  belongsTo(scene, side, async (whose) => {
    const body = { product_id: product };
    return (await scene.call<WithId>(scene.its[whose].partner, 'POST', '/v1/affinity/request', body)).id;
  });

const contract = async (scene: Scene, side: string, product: Product) => ({
  affinity_request_id: await request(scene, side, product),
  ...contracts[product],
});

export const affinity = (scene: Scene, side: string, product: Product = 'bike'): Promise<string> =>
  belongsTo(scene, side, async (whose) => {
    const body = await contract(scene, whose, product);
    return (await scene.call<WithId>(scene.its[whose].partner, 'POST', '/v1/affinity', body)).id;
  });

const keptAffinity = (scene: Scene, side: string): Promise<string> =>
  side === 'nobody' ? affinity(scene, side) : once(scene, `affinity of ${side}`, () => affinity(scene, side));

/** An event of a side, by its endpoint. */
export const ownEvent = async (scene: Scene, side: string) => ({
  endpoint_id: scene.its[side as Side].endpointId,
  event_id: side === 'nobody' ? 'evt_0_1' : await event(scene, side),
});

/** The id of an event that was skipped, so that it can be sent again. */
const event = (scene: Scene, side: string): Promise<string> =>
  side === 'nobody'
    ? belongsTo(scene, side, async () => '')
    : once(scene, `event of ${side}`, async () => {
        const { partner, endpointId } = scene.its[side as Side];
        await affinity(scene, side);
        const skip = `/ops/v1/webhook-endpoints/${endpointId}/skip-head`;
        await scene.call(scene.admin, 'POST', skip, { reason: 'for a replay' });
        const path = `/v1/webhooks/endpoints/${endpointId}/deliveries?status=skipped&rows=1`;
        const { items } = await scene.call<{ items: readonly [{ event_id: string }] }>(partner, 'GET', path);
        scene.seenBy[side as Side].add(items[0].event_id);
        return items[0].event_id;
      });

/** An event to send again, at an endpoint that has room for a replay: what is not sent yet is called off. */
export async function replayable(scene: Scene, side: string, from: Side): Promise<Wanted> {
  const event_id = await event(scene, side);
  const path = `/ops/v1/webhook-endpoints/${scene.its[from].endpointId}/replay`;
  if (from !== 'nobody') await scene.call(scene.admin, 'DELETE', path);
  return { params: endpoint(scene, from), body: { event_id } };
}

/** The id of an event as the feed has it. */
const fedEvent = async (scene: Scene, side: string): Promise<string> => {
  await (side === 'nobody' ? undefined : keptAffinity(scene, side));
  return belongsTo(scene, side, async (whose) => {
    const path = '/v1/events?rows=1';
    return (await scene.call<{ items: readonly [WithId] }>(scene.its[whose].partner, 'GET', path)).items[0].id;
  });
};

/** The reference of a refused call of a side, once it can be read. */
export const refusal = (scene: Scene, side: string): Promise<string> =>
  once(scene, `refusal of ${side}`, () =>
    belongsTo(scene, side, async (whose) => {
      const { partner: headers } = scene.its[whose];
      const refused = await scene.send({ method: 'GET', path: `/v1/affinity/${randomUUID()}`, headers });
      const reference = String(refused.headers['request-id']);
      await scene.subject.keepRefusals?.();
      await eventually(() => scene.call(headers, 'GET', `/v1/refusals/${reference}`));
      return reference;
    }),
  );

/** A client of a side that nobody else needs. */
const ownClient = (scene: Scene, side: string): Promise<string> =>
  belongsTo(scene, side, async (whose) => (await scene.client('partner', scene.its[whose].partnerId)).clientId);

const nothing = async (): Promise<Wanted> => ({});
const ofAffinity = (body?: unknown) => async (scene: Scene, side: string) => ({
  params: { affinity_id: await affinity(scene, side) },
  ...(body === undefined ? {} : { body }),
});
const endpoint = (scene: Scene, from: Side) => ({ endpoint_id: scene.its[from].endpointId });
const withoutObject = { objects: [], isOwned: false } as const;
const usedUp = { isUsedUp: true } as const;

/** The calls of partners, and those behind links. */
export const partnerOperations: Readonly<Record<string, Operation>> = {
  getAffinityPartner: ofPartner(nothing, withoutObject),
  getAffinityPartnership: ofPartner(nothing, withoutObject),
  createAffinityRequest: ofPartner(async () => ({ body: { product_id: 'bike' } }), withoutObject),
  createAffinity: ofPartner(async (scene, side) => ({ body: await contract(scene, side, 'personal-life') }), usedUp),
  listAffinities: ofPartner(async () => ({ query: { rows: 20 } }), withoutObject),
  getAffinity: ofPartner(async (scene, side) => ({ params: { affinity_id: await keptAffinity(scene, side) } })),
  cancelAffinity: ofPartner(ofAffinity({ cancel_reason: 1 }), usedUp),
  previewCancellation: ofPartner(async (scene, side) => ({
    params: { affinity_id: await keptAffinity(scene, side) },
    body: { cancel_reason: 2 },
  })),
  renewAffinity: ofPartner(ofAffinity({}), usedUp),
  listOwnWebhookEndpoints: ofPartner(nothing, withoutObject),
  getOwnWebhookEndpoint: ofPartner(async (scene, side) => ({ params: endpoint(scene, side as Side) })),
  listOwnDeliveries: ofPartner(async (scene, side) => {
    if (side !== 'nobody') await keptAffinity(scene, side);
    return { params: endpoint(scene, side as Side) };
  }),
  changeOwnWebhookEndpoint: ofPartner(async (scene, side) => ({
    params: endpoint(scene, side as Side),
    body: { paused: false },
  })),
  pingOwnWebhookEndpoint: ofPartner(async (scene, side) => {
    if (side !== 'nobody') {
      const { partner, endpointId } = scene.its[side as Side];
      await scene.call(partner, 'PATCH', `/v1/webhooks/endpoints/${endpointId}`, { url: scene.webhookUrl });
    }
    return { params: endpoint(scene, side as Side) };
  }),
  getOwnDelivery: ofPartner(async (scene, side) => ({ params: await ownEvent(scene, side) })),
  listEventTypes: ofPartner(nothing, withoutObject),
  replayOwnEvents: ofPartner(replayable, { isMixed: true, ...usedUp }),
  listOwnRefusals: ofPartner(async () => ({ query: { code: 'AFFINITY-UNKNOWN' } }), withoutObject),
  getOwnRefusal: ofPartner(async (scene, side) => ({ params: { reference: await refusal(scene, side) } })),
  listOwnClients: ofPartner(nothing, withoutObject),
  rotateOwnClient: ofPartner(async (scene, side) => ({ params: { client_id: await ownClient(scene, side) } }), usedUp),
  listOwnEvents: ofPartner(async (scene, side) => ({ query: { after: await fedEvent(scene, side) } })),
  getAttachment: ofPublic(
    { good: 'allowed', altered: 'unknown', over: 'unknown', foreign: 'unknown', 'insurer-answer': 'unknown' },
    async (scene, kind) => {
      const id = await keptAffinity(scene, 'one');
      const token =
        kind === 'insurer-answer'
          ? linkToken(scene, id, 'insurer-answer')
          : linkToken(scene, id, 'certificate', kind as 'good');
      return { params: { token } };
    },
  ),
  answerAsInsurer: ofPublic(
    { good: 'allowed', altered: 'unknown', over: 'unknown', foreign: 'unknown', certificate: 'unknown' },
    async (scene, kind) => {
      const id = await affinity(scene, 'one', 'auto');
      const purpose = kind === 'certificate' ? 'certificate' : 'insurer-answer';
      const token = linkToken(scene, id, purpose, kind === 'certificate' ? 'good' : (kind as 'good'));
      return { params: { token }, body: { outcome: 'issued' } };
    },
    { isUsedUp: true },
  ),
  answerForInsurer: ofAdmin(
    async (scene, side) => ({
      params: { affinity_id: await affinity(scene, side, 'auto') },
      body: { outcome: 'issued' },
    }),
    { objects: ['one', 'other'], ...usedUp },
  ),
};
