import {
  offeredProducts,
  type AffinityLists,
  type AffinityWithProduct,
  type cancelAffinity,
  type CancellationPreview,
  type contractAffinity,
  type Partner,
  type PreparedAffinity,
  type previewCancellation,
  type Products,
  type readAffinity,
  type readPartner,
  type renewAffinity,
  type requestAffinity,
} from '@affinity-engine/affinity';
import { civilDate, type Clock } from '@affinity-engine/kernel';
import type { Links } from '../edge/links.js';
import { route, type Route } from '../edge/route.js';
import * as examples from './examples.js';
import { listAffinities, type AffinityPage } from './list.js';
import { partnerWire, requestWire } from './partner-wire.js';
import * as schemas from './schemas.js';
import * as wire from './wire.js';

/** What the affinity dialect reaches. */
export type AffinityUseCases = {
  readonly lists: AffinityLists;
  readonly products: Products;
  readonly clock: Clock;
  readonly links: Links;
  readonly readPartner: ReturnType<typeof readPartner>;
  readonly readAffinity: ReturnType<typeof readAffinity>;
  readonly request: ReturnType<typeof requestAffinity>;
  readonly contract: ReturnType<typeof contractAffinity>;
  readonly cancel: ReturnType<typeof cancelAffinity>;
  readonly preview: ReturnType<typeof previewCancellation>;
  readonly renew: ReturnType<typeof renewAffinity>;
};

const callers = ['partner'] as const;

/** The calls of the affinity dialect. */
export function affinityRoutes(useCases: AffinityUseCases): readonly Route[] {
  const { products, links, clock } = useCases;
  const affinityWire = (found: AffinityWithProduct) => wire.affinityWire(found, links);

  return [
    ...(['partner', 'partnership'] as const).map((name) =>
      route({
        method: 'get',
        path: `/v1/affinity/${name}`,
        operationId: name === 'partner' ? 'getAffinityPartner' : 'getAffinityPartnership',
        summary: 'The partner, its products and how it stands with their insurers',
        tag: 'Affinity',
        callers,
        answer: schemas.partnerAnswer,
        act: ({ caller }) => useCases.readPartner(caller.partnerId),
        present: (partner: Partner) => partnerWire(partner, offeredProducts(partner, products.current())),
      }),
    ),
    route({
      method: 'post',
      path: '/v1/affinity/request',
      operationId: 'createAffinityRequest',
      summary: 'Prepare a contract: pins the product and offers its plans',
      description: 'A request is good for 15 days and is contracted once.',
      tag: 'Affinity',
      callers,
      body: schemas.requestBody,
      answer: schemas.requestAnswer,
      idempotent: true,
      example: { body: examples.request },
      act: ({ body, caller, once }) => {
        const asked = { productId: body.product_id, producerCode: body.producer_code ?? null };
        return useCases.request(asked, caller.partnerId, once);
      },
      present: (prepared: PreparedAffinity) => requestWire(prepared, products.current().taxes, clock.today()),
    }),
    route({
      method: 'post',
      path: '/v1/affinity',
      operationId: 'createAffinity',
      summary: 'Contract a request',
      description:
        'Answers at once; where the product is asynchronous the status is 5 Pending until the insurer has answered.',
      tag: 'Affinity',
      callers,
      body: schemas.contractBody,
      answer: schemas.contractAnswer,
      idempotent: true,
      example: { body: examples.contract },
      act: ({ body, caller, once }) => {
        const input = {
          requestId: body.affinity_request_id,
          lifetimeStart: civilDate(body.lifetime_start),
          lifetimeEnd: civilDate(body.lifetime_end),
          holder: body.affinity_holder ?? null,
          item: body.item ?? null,
          ...(typeof body.plan_id === 'string' ? { planId: body.plan_id } : {}),
        };
        return useCases.contract(input, caller.partnerId, once);
      },
      present: (contracted: AffinityWithProduct) => wire.contractedWire(contracted, links),
    }),
    route({
      method: 'get',
      path: '/v1/affinity',
      operationId: 'listAffinities',
      summary: "The partner's affinities, newest first",
      description: 'Go on with the cursor of the reply: new affinities never make one repeat or skip.',
      tag: 'Affinity',
      callers,
      query: schemas.listQuery,
      answer: schemas.listAnswer,
      act: ({ query, caller }) => listAffinities(useCases.lists, products, caller.partnerId, query),
      present: ({ total, items, cursor }: AffinityPage) => ({ total, items: items.map(affinityWire), cursor }),
    }),
    route({
      method: 'get',
      path: '/v1/affinity/{affinity_id}',
      operationId: 'getAffinity',
      summary: 'One affinity, complete',
      tag: 'Affinity',
      callers,
      params: schemas.affinityPath,
      answer: schemas.affinityAnswer,
      act: ({ params, caller }) => useCases.readAffinity(params.affinity_id, caller.partnerId),
      present: affinityWire,
    }),
    route({
      method: 'delete',
      path: '/v1/affinity/{affinity_id}',
      operationId: 'cancelAffinity',
      summary: 'Cancel an affinity today',
      tag: 'Affinity',
      callers,
      params: schemas.affinityPath,
      body: schemas.cancelBody,
      bodyOptional: true,
      answer: schemas.cancelAnswer,
      idempotent: true,
      example: { body: examples.cancel },
      act: ({ params, body, caller, once }) => {
        const description = body?.cancel_description ?? null;
        const reason = wire.reasonOf(body?.cancel_reason);
        return useCases.cancel(params.affinity_id, caller.partnerId, reason, description, once);
      },
      present: wire.canceledWire,
    }),
    route({
      method: 'post',
      path: '/v1/affinity/{affinity_id}/cancellation-preview',
      operationId: 'previewCancellation',
      summary: 'What a cancellation would give back, and why; nothing changes',
      tag: 'Affinity',
      callers,
      params: schemas.affinityPath,
      body: schemas.previewBody,
      bodyOptional: true,
      answer: schemas.previewAnswer,
      example: { body: examples.preview },
      act: ({ params, body, caller }) => {
        const on = typeof body?.date_end === 'string' ? civilDate(body.date_end) : undefined;
        const reason = wire.reasonOf(body?.cancel_reason);
        return useCases.preview(params.affinity_id, caller.partnerId, reason, on);
      },
      present: previewWire,
    }),
    route({
      method: 'post',
      path: '/v1/affinity/{affinity_id}/renewal',
      operationId: 'renewAffinity',
      summary: 'Write the successor, from the day after the last day of cover',
      description: 'By default for as long and on the same plan. Any time while the affinity is 1 Issued.',
      tag: 'Affinity',
      callers,
      params: schemas.affinityPath,
      body: schemas.renewalBody,
      bodyOptional: true,
      answer: schemas.affinityAnswer,
      idempotent: true,
      act: ({ params, body, caller, once }) => {
        const input = {
          ...(typeof body?.lifetime_end === 'string' ? { lifetimeEnd: civilDate(body.lifetime_end) } : {}),
          ...(typeof body?.plan_id === 'string' ? { planId: body.plan_id } : {}),
        };
        return useCases.renew(params.affinity_id, caller.partnerId, input, once);
      },
      present: affinityWire,
    }),
  ];
}

const previewWire = (preview: CancellationPreview) => ({
  id: preview.affinityId,
  date_end: preview.on,
  rule: preview.rule,
  paid: preview.paid,
  kept: preview.kept,
  refund: preview.refund,
  tax_refund: preview.taxRefund,
  explain: preview.explain,
});
