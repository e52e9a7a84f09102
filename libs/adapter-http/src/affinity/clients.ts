import type { Client, ClientWithSecret } from '@affinity-engine/identity';
import { z } from 'zod';
import { named } from '../edge/marks.js';
import { toWire } from '../edge/names.js';
import { paged, pageOf, pageQuery } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import { identifier, nextCursor, shown } from '../edge/schemas.js';
import type { AffinityUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Clients', callers: ['partner'] });
const path = z.strictObject({ client_id: identifier.describe('the client: its client_id') });

const client = z
  .object({
    id: shown.id('the client: its client_id'),
    name: shown.text('what people read', 'Loja Azul, production'),
    created_at: shown.moment('when it was created'),
    revoked_at: shown.moment('when it was ended; null: it is not').nullable().meta({ example: null }),
  })
  .meta(named('OwnClient', 'A client of the partner'));

const clients = z
  .object({ items: z.array(client).describe('one page'), cursor: nextCursor })
  .meta(named('OwnClientList', 'A page of the clients of the partner'));

const withSecret = client
  .extend({ client_secret: shown.text('shown once', 'k1TzV0bq8yH3mX5cW7nE2rQ9uA4sD6fG') })
  .meta(named('OwnClientWithSecret', 'A client of the partner with its new secret'));

/** A partner's own clients, with which its programs call: read them, give one a new secret. */
export const ownClientRoutes = ({ lists, rotateClientSecret }: AffinityUseCases): readonly Route[] => [
  route({
    call: 'GET /v1/clients',
    operationId: 'listOwnClients',
    summary: "The partner's clients",
    description: 'Operators make and revoke them. Without secrets; those that were ended, too.',
    query: pageQuery,
    answer: clients,
    act: ({ query, caller }) => paged(lists.clientsOf(caller.partnerId), query),
    present: pageOf<Client>(clientWire),
  }),
  route({
    call: 'POST /v1/clients/{client_id}/rotate',
    operationId: 'rotateOwnClient',
    summary: 'Give a client of the partner a new secret; the old one and its tokens end',
    description:
      'At once: there is no overlap. The secret is shown once. A client that rotates itself and loses the answer cannot ask again, since its token ended: rotate it with another one.',
    params: path,
    answer: withSecret,
    idempotent: true,
    act: ({ params, caller, once }) => rotateClientSecret(params.client_id, caller.clientId, once, caller.partnerId),
    present: secretWire,
  }),
];

const clientWire: (each: Client) => object = toWire(client);
const secretWire = ({ client: each, secret }: ClientWithSecret) => ({ ...clientWire(each), client_secret: secret });
