import type {
  Client,
  ClientWithSecret,
  createClient,
  revokeClient,
  rotateClientSecret,
} from '@affinity-engine/identity';
import { paged, pageOf, pageQuery, type ListOf, type Page } from '../edge/paged.js';
import { route, type Route } from '../edge/route.js';
import * as schemas from './schemas.js';

export type ClientUseCases = {
  readonly clients: ListOf<Client>;
  readonly createClient: ReturnType<typeof createClient>;
  readonly rotateClient: ReturnType<typeof rotateClientSecret>;
  readonly revokeClient: ReturnType<typeof revokeClient>;
};

const callers = ['admin'] as const;

/** API clients, as an operator keeps them. */
export const clientRoutes = (useCases: ClientUseCases): readonly Route[] => [
  route({
    method: 'get',
    path: '/ops/v1/clients',
    operationId: 'listClients',
    summary: 'All API clients',
    tag: 'Operators',
    callers,
    query: pageQuery,
    answer: schemas.clientsAnswer,
    act: ({ query }) => paged(useCases.clients, query),
    present: (page: Page<Client>) => pageOf(clientWire)(page),
  }),
  route({
    method: 'post',
    path: '/ops/v1/clients',
    operationId: 'createClient',
    summary: 'Create a client; its secret is shown once',
    tag: 'Operators',
    callers,
    body: schemas.clientBody,
    answer: schemas.clientWithSecret,
    status: 201,
    idempotent: true,
    act: ({ body: { name, role, partner_id: partnerId = null }, caller, once }) =>
      useCases.createClient({ name, role, partnerId }, caller.clientId, once),
    present: (made: ClientWithSecret) => secretWire(made),
  }),
  route({
    method: 'post',
    path: '/ops/v1/clients/{client_id}/rotate',
    operationId: 'rotateClient',
    summary: 'Give a client a new secret; the old one and its tokens end',
    tag: 'Operators',
    callers,
    params: schemas.clientPath,
    answer: schemas.clientWithSecret,
    idempotent: true,
    act: ({ params, caller, once }) => useCases.rotateClient(params.client_id, caller.clientId, once),
    present: (rotated: ClientWithSecret) => secretWire(rotated),
  }),
  route({
    method: 'post',
    path: '/ops/v1/clients/{client_id}/revoke',
    operationId: 'revokeClient',
    summary: 'End a client and its tokens for good',
    tag: 'Operators',
    callers,
    params: schemas.clientPath,
    answer: schemas.clientAnswer,
    idempotent: true,
    act: ({ params, caller, once }) => useCases.revokeClient(params.client_id, caller.clientId, once),
    present: (revoked: Client) => clientWire(revoked),
  }),
];

const clientWire = (client: Client) => ({
  id: client.id,
  name: client.name,
  role: client.role,
  partner_id: client.partnerId,
  created_at: client.createdAt,
  revoked_at: client.revokedAt,
});

const secretWire = ({ client, secret }: ClientWithSecret) => ({ ...clientWire(client), client_secret: secret });
