import { partnerOf, type AffinityWork } from '@affinity-engine/affinity';
import type {
  Client,
  ClientWithSecret,
  createClient,
  revokeClient,
  rotateClientSecret,
} from '@affinity-engine/identity';
import { route, type Route } from '../edge/route.js';
import { paged, pageQuery, type ListOf } from '../edge/paged.js';
import * as schemas from './schemas.js';

export type ClientUseCases = {
  readonly work: AffinityWork;
  readonly clients: ListOf<Client>;
  readonly createClient: ReturnType<typeof createClient>;
  readonly rotateClient: ReturnType<typeof rotateClientSecret>;
  readonly revokeClient: ReturnType<typeof revokeClient>;
};

const roles = ['admin'] as const;

/** API clients, as an operator keeps them. */
export const clientRoutes = (its: ClientUseCases): readonly Route[] => [
  route({
    method: 'get',
    path: '/ops/v1/clients',
    operationId: 'listClients',
    summary: 'All API clients',
    tag: 'Operators',
    roles,
    query: pageQuery,
    answer: schemas.clientsAnswer,
    act: ({ query }) => paged(its.clients, query, clientWire),
  }),
  route({
    method: 'post',
    path: '/ops/v1/clients',
    operationId: 'createClient',
    summary: 'Create a client; its secret is shown once',
    tag: 'Operators',
    roles,
    body: schemas.clientBody,
    answer: schemas.clientWithSecret,
    status: 201,
    idempotent: true,
    act: async ({ body, caller, once }) => {
      const partnerId = body.partner_id ?? null;
      if (partnerId !== null) await its.work.run(({ partners }) => partnerOf(partners, partnerId));
      return secretWire(
        await its.createClient({ name: body.name, role: body.role, partnerId }, caller.clientId, once(secretWire)),
      );
    },
  }),
  route({
    method: 'post',
    path: '/ops/v1/clients/{client_id}/rotate',
    operationId: 'rotateClient',
    summary: 'Give a client a new secret; the old one and its tokens end',
    tag: 'Operators',
    roles,
    params: schemas.clientPath,
    answer: schemas.clientWithSecret,
    idempotent: true,
    act: async ({ params, caller, once }) =>
      secretWire(await its.rotateClient(params.client_id, caller.clientId, once(secretWire))),
  }),
  route({
    method: 'post',
    path: '/ops/v1/clients/{client_id}/revoke',
    operationId: 'revokeClient',
    summary: 'End a client and its tokens for good',
    tag: 'Operators',
    roles,
    params: schemas.clientPath,
    answer: schemas.clientAnswer,
    idempotent: true,
    act: async ({ params, caller, once }) =>
      clientWire(await its.revokeClient(params.client_id, caller.clientId, once(clientWire))),
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
