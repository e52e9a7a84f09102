import type {
  accountOfUser,
  changeAgencyNumber,
  offeredAgencyNumbers,
  registerAgencyNumbers,
  Registration,
} from '@affinity-engine/agency-number';
import type { authenticate } from '@affinity-engine/identity';
import type { Logger } from 'pino';
import { z } from 'zod';
import { route, type Route } from '../edge/route.js';
import { identifier } from '../edge/schemas.js';
import type { Tokens } from '../edge/tokens.js';
import { ownerOf } from './authentication.js';
import * as examples from './examples.js';
import * as schemas from './schemas.js';
import * as wire from './wire.js';

/** What the agency-number dialect reaches. */
export type AgencyUseCases = {
  readonly tokens: Tokens;
  readonly authenticated: ReturnType<typeof authenticate>;
  readonly accountOf: ReturnType<typeof accountOfUser>;
  readonly register: ReturnType<typeof registerAgencyNumbers>;
  readonly change: ReturnType<typeof changeAgencyNumber>;
  readonly offered: ReturnType<typeof offeredAgencyNumbers>;
  readonly logger: Pick<Logger, 'warn'>;
};

const tag = 'Agency numbers';
const roles = ['account'] as const;
/** In the very words that callers look for. */
const registered = { status: 'Broker Api: agency number added succesfully.' };
const changed = { status: 'Broker Api: agency number changed successfully.' };

/** The calls of the agency-number dialect. */
export const agencyRoutes = (its: AgencyUseCases): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/ipn/tokens',
    operationId: 'createAgencyToken',
    summary: 'A bearer token for an API user, good for 15 minutes',
    tag,
    roles: 'public',
    body: schemas.tokenBody,
    answer: schemas.orError(schemas.tokenAnswer),
    example: { body: { hash: 'your hash', secret: 'its secret' } },
    act: async ({ body }) => {
      const user = await its.authenticated(body.hash, body.secret);
      await its.accountOf(user.id);
      const token = its.tokens.issue(user);
      return { token, expired: wire.momentWire(its.tokens.read(token).exp) };
    },
  }),
  route({
    method: 'post',
    path: '/api/ipn/agency-numbers',
    operationId: 'registerAgencyNumbers',
    summary: 'Register agency numbers, all or none of them',
    description:
      'Each set names its insurer by at least one of its numbers. A number that is sent again without an externalUniqueId is updated.',
    tag,
    roles,
    prepare: wire.tidied,
    body: schemas.registrationBody,
    answer: schemas.orError(schemas.statusAnswer),
    idempotent: true,
    example: { body: examples.registration },
    act: async ({ body, caller, once }) => {
      const answer = (_: Registration) => registered;
      const done = await its.register(wire.setsOf(body), ownerOf(caller), caller.clientId, once(answer));
      if (done.doublyReferenced > 0) {
        const numbers = done.doublyReferenced;
        its.logger.warn(
          { client: caller.clientId, numbers },
          'externalInsurerId beside externalUniqueId: hardly meant',
        );
      }
      return answer(done);
    },
  }),
  route({
    method: 'get',
    path: '/api/ipn/agency-numbers',
    operationId: 'listOfferedAgencyNumbers',
    summary: 'What users choose from at an insurer, the default marked',
    description: "Active numbers only: a broker's own, then its account's. Name the insurer by one of its numbers.",
    tag,
    roles,
    prepare: wire.tidied,
    query: schemas.offerQuery,
    answer: schemas.orError(schemas.offerAnswer),
    act: async ({ query, caller }) => {
      const choices = await its.offered(wire.insurerOf(query), ownerOf(caller), query.purpose);
      return { agencyNumbers: choices.map(wire.choiceWire) };
    },
  }),
  route({
    method: 'patch',
    path: '/api/ipn/agency-numbers/{agency_number_id}',
    operationId: 'changeAgencyNumber',
    summary: 'Change whether a number is active, and its flags',
    description:
      'A flag that is set counts as sent last. The number must be that of the named broker or account itself.',
    tag,
    roles,
    params: z.strictObject({ agency_number_id: identifier }),
    body: schemas.changeBody,
    answer: schemas.orError(schemas.statusAnswer),
    idempotent: true,
    example: { body: { active: false } },
    act: async ({ params, body, caller, once }) => {
      const answer = () => changed;
      await its.change(params.agency_number_id, ownerOf(caller), wire.changeOf(body), caller.clientId, once(answer));
      return answer();
    },
  }),
];
