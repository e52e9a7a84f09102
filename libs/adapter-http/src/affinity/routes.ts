import {
  offeredProducts,
  type AffinityWithProduct,
  type Partner,
  type PreparedAffinity,
} from '@affinity-engine/affinity';
import { civilDate } from '@affinity-engine/kernel';
import type { z } from 'zod';
import { inputInvalid } from '../edge/errors.js';
import { routesFor, type Route } from '../edge/route.js';
import * as answers from './answers.js';
import * as examples from './examples.js';
import { listAffinities, type AffinityPage } from './list.js';
import * as offer from './offer-answers.js';
import { reasonOf } from './numbers.js';
import { partnerWire, requestWire } from './partner-wire.js';
import * as schemas from './schemas.js';
import type { AffinityUseCases } from './use-cases.js';
import * as wire from './wire.js';

const route = routesFor({ tag: 'Affinity', callers: ['partner'] });

/** The calls of the affinity dialect. */
export function affinityRoutes(useCases: AffinityUseCases): readonly Route[] {
  const { products, links, clock } = useCases;
  const affinityWire = (found: AffinityWithProduct) => wire.affinityWire(found, links);

  return [
    ...(['partner', 'partnership'] as const).map((name) =>
      route({
        call: `GET /v1/affinity/${name}`,
        operationId: name === 'partner' ? 'getAffinityPartner' : 'getAffinityPartnership',
        summary: 'The partner, its products and how it stands with their insurers',
        description:
          'Both paths answer the same. A product of an insurer that the partner is not active with cannot be contracted.',
        answer: offer.partner,
        act: ({ caller }) => useCases.readPartner(caller.partnerId),
        present: (partner: Partner) => partnerWire(partner, offeredProducts(partner, products.current())),
      }),
    ),
    route({
      call: 'POST /v1/affinity/request',
      operationId: 'createAffinityRequest',
      summary: 'Prepare a contract: pins the product and offers its plans',
      description: 'A request is good for 15 days and is contracted once.',
      body: schemas.requestBody,
      answer: offer.request,
      idempotent: true,
      example: { body: examples.request },
      act: ({ body, caller, once }) => {
        const asked = { productId: body.product_id, producerCode: body.producer_code ?? null };
        return useCases.requestAffinity(asked, caller.partnerId, once);
      },
      present: (prepared: PreparedAffinity) => requestWire(prepared, products.current().taxes, clock.today()),
    }),
    route({
      call: 'POST /v1/affinity',
      operationId: 'createAffinity',
      summary: 'Contract a request',
      description:
        'Answers at once; where the product is asynchronous the status is 5 Pending until the insurer has answered.',
      body: schemas.contractBody,
      answer: answers.contracted,
      idempotent: true,
      example: { body: examples.contract },
      act: ({ body, caller, once }) => useCases.contractAffinity(wire.contractInput(body), caller.partnerId, once),
      present: (contracted: AffinityWithProduct) => wire.contractedWire(contracted, links),
    }),
    route({
      call: 'GET /v1/affinity',
      operationId: 'listAffinities',
      summary: "The partner's affinities, newest first",
      description: 'Go on with the cursor of the reply: new affinities never make one repeat or skip.',
      query: schemas.listQuery,
      answer: answers.list,
      act: ({ query, caller }) => listAffinities(useCases.lists.affinities, products, caller.partnerId, query),
      present: ({ total, items, cursor }: AffinityPage) => ({ total, items: items.map(affinityWire), cursor }),
    }),
    route({
      call: 'GET /v1/affinity/{affinity_id}',
      operationId: 'getAffinity',
      summary: 'One affinity, complete',
      description: 'As it is now. The links of its attachments are new with each call.',
      params: schemas.affinityPath,
      answer: answers.affinity,
      act: ({ params, caller }) => useCases.readAffinity(params.affinity_id, caller.partnerId),
      present: affinityWire,
    }),
    route({
      call: 'DELETE /v1/affinity/{affinity_id}',
      operationId: 'cancelAffinity',
      summary: 'Cancel an affinity today',
      description:
        'If it was renewed, the successor stays as it is, and the answer names it. A successor that is canceled while it is 5 Pending, within regret, or before its first day gives its original back: 1 Issued again, to be renewed again.',
      params: schemas.affinityPath,
      query: schemas.cancelQuery,
      body: schemas.cancelBody,
      bodyOptional: true,
      answer: answers.canceled,
      idempotent: true,
      example: { body: examples.cancel },
      act: ({ params, query, body, caller, once }) => {
        checkSaidOnce(query, body ?? {});
        const description = body?.cancel_description ?? query.cancel_description ?? null;
        const reason = reasonOf(body?.cancel_reason ?? query.cancel_reason);
        return useCases.cancelAffinity(params.affinity_id, caller.partnerId, reason, description, once);
      },
      present: wire.canceledWire,
    }),
    route({
      call: 'POST /v1/affinity/{affinity_id}/cancellation-preview',
      operationId: 'previewCancellation',
      summary: 'What a cancellation would give back, and why; nothing changes',
      description: 'Of a cancellation today, or on a later day of cover. What is given back may differ by reason.',
      params: schemas.affinityPath,
      body: schemas.previewBody,
      bodyOptional: true,
      answer: answers.preview,
      example: { body: examples.preview },
      act: ({ params, body, caller }) => {
        const on = typeof body?.date_end === 'string' ? civilDate(body.date_end) : undefined;
        const reason = reasonOf(body?.cancel_reason);
        return useCases.previewCancellation(params.affinity_id, caller.partnerId, reason, on);
      },
      present: wire.previewWire,
    }),
    route({
      call: 'POST /v1/affinity/{affinity_id}/renewal',
      operationId: 'renewAffinity',
      summary: 'Write the successor, from the day after the last day of cover',
      description:
        'By default for as long and on the same plan. Any time while the affinity is 1 Issued and no successor is 5 Pending. The affinity is 4 Renewed once its successor is 1 Issued.',
      params: schemas.affinityPath,
      body: schemas.renewalBody,
      bodyOptional: true,
      answer: answers.affinity,
      idempotent: true,
      act: ({ params, body, caller, once }) => {
        return useCases.renewAffinity(params.affinity_id, caller.partnerId, wire.renewalInput(body), once);
      },
      present: affinityWire,
    }),
  ];
}

type Reason = z.output<typeof schemas.cancelQuery>;

/** @throws INPUT-INVALID where query and body say different things */
function checkSaidOnce(query: Reason, body: z.output<typeof schemas.cancelBody>): void {
  const problems = (Object.keys(query) as (keyof Reason)[])
    .filter((name) => ![query[name], null, undefined].includes(body[name]))
    .map((path) => ({ path, expected: 'the same in query and body, or one of them' }));
  if (problems.length > 0) throw inputInvalid(problems);
}
