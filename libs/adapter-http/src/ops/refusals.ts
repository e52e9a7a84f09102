import * as refusals from '../edge/refusal-lists.js';
import * as schemas from '../edge/refusal-schemas.js';
import { routesFor, type Route } from '../edge/route.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** Why calls were refused. */
export const refusalRoutes = ({ lists, readRefusal, groupRefusals }: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/refusals',
    operationId: 'listRefusals',
    summary: 'Refused calls of all callers, newest first',
    description:
      'With their code and what was wrong, and without what was sent. They are there a second after the answer.',
    query: schemas.refusalsQuery,
    answer: schemas.refusalsAnswer,
    act: ({ query }) => refusals.refusalsPage(lists.refusals, query),
    present: refusals.refusalsWire,
  }),
  route({
    call: 'GET /ops/v1/refusals/groups',
    operationId: 'listRefusalGroups',
    summary: 'Refused calls, counted by code, call and partner',
    description: 'All of them, also those that are not kept one by one; of whole hours.',
    query: schemas.refusalGroupsQuery,
    answer: schemas.refusalGroupsAnswer,
    act: ({ query }) => groupRefusals({ ...refusals.spanOf(query), partnerId: query.partner_id }),
    present: refusals.refusalGroupsWire,
  }),
  route({
    call: 'GET /ops/v1/refusals/{reference}',
    operationId: 'getRefusal',
    summary: 'One refused call, by its `request-id`',
    description: 'It is kept for 30 days by default.',
    params: schemas.refusalPath,
    answer: schemas.refusalAnswer,
    act: ({ params }) => readRefusal(params.reference),
    present: refusals.refusalWire,
  }),
];
