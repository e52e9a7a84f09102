import type { OfferedEntry } from '@affinity-engine/agency-default';
import type {
  accountOfUser,
  AgencyNumber,
  changeAgencyNumber,
  offeredAgencyNumbers,
  registerAgencyNumbers,
  Registration,
} from '@affinity-engine/agency-number';
import type { authenticate, Client } from '@affinity-engine/identity';
import type { Logger } from 'pino';
import { z } from 'zod';
import { route, type Route } from '../edge/route.js';
import { identifier } from '../edge/schemas.js';
import type { Tokens } from '../edge/tokens.js';
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
const callers = ['apiUser'] as const;
/** In the very words that callers look for. */
const registered = { status: 'Broker Api: agency number added succesfully.' };
const changed = { status: 'Broker Api: agency number changed successfully.' };

/** The calls of the agency-number dialect. */
export const agencyRoutes = (useCases: AgencyUseCases): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/ipn/tokens',
    operationId: 'createAgencyToken',
    summary: 'A bearer token for an API user, good for 15 minutes',
    tag,
    callers: ['public'],
    body: schemas.tokenBody,
    answer: schemas.orError(schemas.tokenAnswer),
    example: { body: { hash: 'your hash', secret: 'its secret' } },
    act: async ({ body }) => {
      const user = await useCases.authenticated(body.hash, body.secret);
      await useCases.accountOf(user.id);
      return user;
    },
    present: (user: Client) => {
      const token = useCases.tokens.issue(user);
      return { token, expired: wire.momentWire(useCases.tokens.read(token).exp) };
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
    callers,
    prepare: wire.tidied,
    body: schemas.registrationBody,
    answer: schemas.orError(schemas.statusAnswer),
    idempotent: true,
    example: { body: examples.registration },
    act: async ({ body, caller, once }) => {
      const done = await useCases.register(wire.setsOf(body), caller.owner, caller.clientId, once);
      const { doublyReferenced: numbers } = done;
      if (numbers > 0) {
        const sentence = 'externalInsurerId beside externalUniqueId: hardly meant';
        useCases.logger.warn({ client: caller.clientId, numbers }, sentence);
      }
      return done;
    },
    present: (_: Registration) => registered,
  }),
  route({
    method: 'get',
    path: '/api/ipn/agency-numbers',
    operationId: 'listOfferedAgencyNumbers',
    summary: 'What users choose from at an insurer, the default marked',
    description: "Active numbers only: a broker's own, then its account's. Name the insurer by one of its numbers.",
    tag,
    callers,
    prepare: wire.tidied,
    query: schemas.offerQuery,
    answer: schemas.orError(schemas.offerAnswer),
    act: ({ query, caller }) => useCases.offered(wire.insurerOf(query), caller.owner, query.purpose),
    present: (choices: readonly OfferedEntry<AgencyNumber>[]) => ({ agencyNumbers: choices.map(wire.choiceWire) }),
  }),
  route({
    method: 'patch',
    path: '/api/ipn/agency-numbers/{agency_number_id}',
    operationId: 'changeAgencyNumber',
    summary: 'Change whether a number is active, and its flags',
    description:
      'A flag that is set counts as sent last. The number must be that of the named broker or account itself.',
    tag,
    callers,
    params: z.strictObject({ agency_number_id: identifier }),
    body: schemas.changeBody,
    answer: schemas.orError(schemas.statusAnswer),
    idempotent: true,
    example: { body: { active: false } },
    act: ({ params, body, caller, once }) =>
      useCases.change(params.agency_number_id, caller.owner, wire.changeOf(body), caller.clientId, once),
    present: () => changed,
  }),
];
