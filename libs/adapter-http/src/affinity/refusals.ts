import * as refusals from '../edge/refusal-lists.js';
import * as schemas from '../edge/refusal-schemas.js';
import { routesFor, type Route } from '../edge/route.js';
import type { AffinityUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Affinity', callers: ['partner'] });

/** Why calls of a partner were refused. */
export const ownRefusalRoutes = ({ lists, readRefusal }: AffinityUseCases): readonly Route[] => [
  route({
    call: 'GET /v1/refusals',
    operationId: 'listOwnRefusals',
    summary: "The partner's refused calls, newest first",
    description:
      'With their code and what was wrong, and without what was sent. They are there a second after the answer.',
    query: schemas.ownRefusalsQuery,
    answer: schemas.refusalsAnswer,
    act: ({ query, caller }) => refusals.refusalsPage(lists.refusals, query, caller.partnerId),
    present: refusals.refusalsWire,
  }),
  route({
    call: 'GET /v1/refusals/{reference}',
    operationId: 'getOwnRefusal',
    summary: 'One refused call, by its `request-id`',
    description: 'It is kept for 30 days by default.',
    params: schemas.refusalPath,
    answer: schemas.refusalAnswer,
    act: ({ params, caller }) => readRefusal(params.reference, caller.partnerId),
    present: refusals.refusalWire,
  }),
];
