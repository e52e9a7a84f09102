import type { Client, ClientWithSecret } from '@affinity-engine/identity';
import { toWire } from '../edge/names.js';
import { paged, pageOf, pageQuery } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import * as answers from './answers.js';
import * as schemas from './schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** Operators manage API clients. */
export const clientRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/clients',
    operationId: 'listClients',
    summary: 'All API clients',
    description: 'Without secrets; those that were ended, too.',
    query: pageQuery,
    answer: answers.clients,
    act: ({ query }) => paged(useCases.lists.clients, query),
    present: pageOf<Client>(clientWire),
  }),
  route({
    call: 'POST /ops/v1/clients',
    operationId: 'createClient',
    summary: 'Create a client; its secret is shown once',
    description: 'A client of role partner names its partner, others name none.',
    body: schemas.clientBody,
    answer: answers.clientWithSecret,
    status: 201,
    idempotent: true,
    act: ({ body: { name, role, partner_id: partnerId = null }, caller, once }) =>
      useCases.createClient({ name, role, partnerId }, caller.clientId, once),
    present: secretWire,
  }),
  route({
    call: 'POST /ops/v1/clients/{client_id}/rotate',
    operationId: 'rotateClient',
    summary: 'Give a client a new secret; the old one and its tokens end',
    description: 'At once: there is no overlap.',
    params: schemas.clientPath,
    answer: answers.clientWithSecret,
    idempotent: true,
    act: ({ params, caller, once }) => useCases.rotateClientSecret(params.client_id, caller.clientId, once),
    present: secretWire,
  }),
  route({
    call: 'POST /ops/v1/clients/{client_id}/revoke',
    operationId: 'revokeClient',
    summary: 'End a client and its tokens for good',
    description: 'At once.',
    params: schemas.clientPath,
    answer: answers.client,
    idempotent: true,
    act: ({ params, caller, once }) => useCases.revokeClient(params.client_id, caller.clientId, once),
    present: clientWire,
  }),
];

const clientWire: (client: Client) => object = toWire(answers.client);
const secretWire = ({ client, secret }: ClientWithSecret) => ({ ...clientWire(client), client_secret: secret });
