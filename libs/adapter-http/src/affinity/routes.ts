import {
  affinityOf,
  offeredProducts,
  partnerOf,
  type Affinity,
  type AffinityLists,
  type AffinityWork,
  type cancelAffinity,
  type CancellationPreview,
  type contractAffinity,
  type ContractedAffinity,
  type PreparedAffinity,
  type previewCancellation,
  type Products,
  type renewAffinity,
  type requestAffinity,
} from '@affinity-engine/affinity';
import { civilDate, type Clock } from '@affinity-engine/kernel';
import { edgeError } from '../edge/errors.js';
import type { Links } from '../edge/links.js';
import { route, type Caller, type Route } from '../edge/route.js';
import * as examples from './examples.js';
import { listAffinities } from './list.js';
import * as schemas from './schemas.js';
import { partnerWire, requestWire } from './shelf-wire.js';
import * as wire from './wire.js';

/** What the affinity dialect reaches. */
export type AffinityUseCases = {
  readonly work: AffinityWork;
  readonly lists: AffinityLists;
  readonly products: Products;
  readonly clock: Clock;
  readonly links: Links;
  readonly request: ReturnType<typeof requestAffinity>;
  readonly contract: ReturnType<typeof contractAffinity>;
  readonly cancel: ReturnType<typeof cancelAffinity>;
  readonly preview: ReturnType<typeof previewCancellation>;
  readonly renew: ReturnType<typeof renewAffinity>;
};

const roles = ['partner'] as const;

/** The calls of the affinity dialect. */
export function affinityRoutes(its: AffinityUseCases): readonly Route[] {
  const complete = async (affinity: Affinity) =>
    wire.affinityWire(affinity, await its.products.at(affinity.productId, affinity.productVersion), its.links);

  const partner = async ({ caller }: { readonly caller: Caller }) => {
    const found = await its.work.run(({ partners }) => partnerOf(partners, partnerIdOf(caller)));
    return partnerWire(found, offeredProducts(found, its.products.current()));
  };

  return [
    ...(['partner', 'partnership'] as const).map((name) =>
      route({
        method: 'get',
        path: `/v1/affinity/${name}`,
        operationId: name === 'partner' ? 'getAffinityPartner' : 'getAffinityPartnership',
        summary: 'The partner, its products and how it stands with their insurers',
        tag: 'Affinity',
        roles,
        answer: schemas.partnerAnswer,
        act: partner,
      }),
    ),
    route({
      method: 'post',
      path: '/v1/affinity/request',
      operationId: 'createAffinityRequest',
      summary: 'Prepare a contract: pins the product and offers its plans',
      description: 'A request is good for 15 days and is contracted once.',
      tag: 'Affinity',
      roles,
      body: schemas.requestBody,
      answer: schemas.requestAnswer,
      idempotent: true,
      example: { body: examples.request },
      act: async ({ body, caller, once }) => {
        const answer = (prepared: PreparedAffinity) =>
          requestWire(prepared, its.products.current().taxes, its.clock.today());
        const asked = { productId: body.product_id, producerCode: body.producer_code ?? null };
        return answer(await its.request(asked, partnerIdOf(caller), once(answer)));
      },
    }),
    route({
      method: 'post',
      path: '/v1/affinity',
      operationId: 'createAffinity',
      summary: 'Contract a request',
      description:
        'Answers at once; where the product is asynchronous the status is 5 Pending until the insurer has answered.',
      tag: 'Affinity',
      roles,
      body: schemas.contractBody,
      answer: schemas.contractAnswer,
      idempotent: true,
      example: { body: examples.contract },
      act: async ({ body, caller, once }) => {
        const answer = ({ affinity, product }: ContractedAffinity) => wire.contractedWire(affinity, product, its.links);
        const input = {
          requestId: body.affinity_request_id,
          lifetimeStart: civilDate(body.lifetime_start),
          lifetimeEnd: civilDate(body.lifetime_end),
          holder: body.affinity_holder ?? null,
          item: body.item ?? null,
          ...(typeof body.plan_id === 'string' ? { planId: body.plan_id } : {}),
        };
        return answer(await its.contract(input, partnerIdOf(caller), once(answer)));
      },
    }),
    route({
      method: 'get',
      path: '/v1/affinity',
      operationId: 'listAffinities',
      summary: "The partner's affinities, newest first",
      description: 'Go on with the cursor of the reply: new affinities never make one repeat or skip.',
      tag: 'Affinity',
      roles,
      query: schemas.listQuery,
      answer: schemas.listAnswer,
      act: async ({ query, caller }) => {
        const page = await listAffinities(its.lists, partnerIdOf(caller), query);
        return { total: page.total, items: await Promise.all(page.items.map(complete)), cursor: page.cursor };
      },
    }),
    route({
      method: 'get',
      path: '/v1/affinity/{affinity_id}',
      operationId: 'getAffinity',
      summary: 'One affinity, complete',
      tag: 'Affinity',
      roles,
      params: schemas.affinityPath,
      answer: schemas.affinityAnswer,
      act: async ({ params, caller }) =>
        complete(
          await its.work.run(({ affinities }) => affinityOf(affinities, params.affinity_id, partnerIdOf(caller))),
        ),
    }),
    route({
      method: 'delete',
      path: '/v1/affinity/{affinity_id}',
      operationId: 'cancelAffinity',
      summary: 'Cancel an affinity today',
      tag: 'Affinity',
      roles,
      params: schemas.affinityPath,
      body: schemas.cancelBody,
      bodyOptional: true,
      answer: schemas.cancelAnswer,
      idempotent: true,
      example: { body: examples.cancel },
      act: async ({ params, body, caller, once }) => {
        const description = body?.cancel_description ?? null;
        const reason = wire.reasonOf(body?.cancel_reason);
        const by = partnerIdOf(caller);
        return wire.canceledWire(
          await its.cancel(params.affinity_id, by, reason, description, once(wire.canceledWire)),
        );
      },
    }),
    route({
      method: 'post',
      path: '/v1/affinity/{affinity_id}/cancellation-preview',
      operationId: 'previewCancellation',
      summary: 'What a cancellation would give back, and why; nothing changes',
      tag: 'Affinity',
      roles,
      params: schemas.affinityPath,
      body: schemas.previewBody,
      bodyOptional: true,
      answer: schemas.previewAnswer,
      example: { body: examples.preview },
      act: async ({ params, body, caller }) => {
        const on = typeof body?.date_end === 'string' ? civilDate(body.date_end) : undefined;
        const reason = wire.reasonOf(body?.cancel_reason);
        const preview = await its.preview(params.affinity_id, partnerIdOf(caller), reason, on);
        return previewWire(params.affinity_id, preview);
      },
    }),
    route({
      method: 'post',
      path: '/v1/affinity/{affinity_id}/renewal',
      operationId: 'renewAffinity',
      summary: 'Write the successor, from the day after the last day of cover',
      description: 'By default for as long and on the same plan. Any time while the affinity is 1 Issued.',
      tag: 'Affinity',
      roles,
      params: schemas.affinityPath,
      body: schemas.renewalBody,
      bodyOptional: true,
      answer: schemas.affinityAnswer,
      idempotent: true,
      act: async ({ params, body, caller, once }) => {
        const answer = ({ affinity, product }: ContractedAffinity) => wire.affinityWire(affinity, product, its.links);
        const input = {
          ...(typeof body?.lifetime_end === 'string' ? { lifetimeEnd: civilDate(body.lifetime_end) } : {}),
          ...(typeof body?.plan_id === 'string' ? { planId: body.plan_id } : {}),
        };
        return answer(await its.renew(params.affinity_id, partnerIdOf(caller), input, once(answer)));
      },
    }),
  ];
}

const previewWire = (id: string, preview: CancellationPreview) => ({
  id,
  date_end: preview.on,
  rule: preview.rule,
  paid: preview.paid,
  kept: preview.kept,
  refund: preview.refund,
  tax_refund: preview.taxRefund,
  explain: preview.explain,
});

/** A partner's client acts for its partner. @throws ROLE-REFUSED */
export function partnerIdOf({ partnerId }: Caller): string {
  if (partnerId === null) throw edgeError('ROLE-REFUSED');
  return partnerId;
}
