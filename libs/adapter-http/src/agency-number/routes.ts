import type { OfferedEntry } from '@affinity-engine/agency-default';
import type { AgencyNumber, Registration } from '@affinity-engine/agency-number';
import type { Client } from '@affinity-engine/identity';
import { z } from 'zod';
import { routesFor, type Route } from '../edge/route.js';
import { identifier } from '../edge/schemas.js';
import * as examples from './examples.js';
import * as schemas from './schemas.js';
import type { AgencyNumberUseCases } from './use-cases.js';
import * as wire from './wire.js';

const route = routesFor({ tag: 'Agency numbers', callers: ['apiUser'] });
const publicRoute = routesFor({ tag: 'Agency numbers', callers: ['public'] });
/** Callers compare this text, its spelling included. */
const registered = { status: 'Broker Api: agency number added succesfully.' };
const changed = { status: 'Broker Api: agency number changed successfully.' };

/** The calls of the agency-number dialect. */
export const agencyRoutes = (useCases: AgencyNumberUseCases): readonly Route[] => [
  publicRoute({
    call: 'POST /api/ipn/tokens',
    operationId: 'createAgencyToken',
    summary: 'A bearer token for an API user, good for 15 minutes',
    description: 'Hash and secret are those of the client that operators admitted to an account.',
    body: schemas.tokenBody,
    answer: schemas.answers.token,
    example: { body: { hash: 'your hash', secret: 'its secret' } },
    act: async ({ body, network }) => {
      const user = await useCases.authenticate(body.hash, body.secret, network());
      await useCases.accountOfUser(user.id);
      return user;
    },
    present: (user: Client) => {
      const token = useCases.tokens.issue(user);
      return { token, expired: wire.momentWire(useCases.tokens.read(token).exp) };
    },
  }),
  route({
    call: 'POST /api/ipn/agency-numbers',
    operationId: 'registerAgencyNumbers',
    summary: 'Register agency numbers, all or none of them',
    description:
      'Each set names its insurer by at least one of its numbers. A number that is sent again without an externalUniqueId is updated.',
    prepare: wire.tidied,
    body: schemas.registrationBody,
    mostValues: 200_000,
    answer: schemas.answers.status,
    idempotent: true,
    example: { body: examples.registration },
    act: async ({ body, caller, once }) => {
      const done = await useCases.registerAgencyNumbers(wire.setsOf(body), caller.owner, caller.clientId, once);
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
    call: 'GET /api/ipn/agency-numbers',
    operationId: 'listOfferedAgencyNumbers',
    summary: 'What users choose from at an insurer, the default marked',
    description: "Active numbers only: a broker's own, then its account's. Name the insurer by one of its numbers.",
    prepare: wire.tidied,
    query: schemas.offerQuery,
    answer: schemas.answers.offer,
    act: ({ query, caller }) => useCases.offeredAgencyNumbers(wire.insurerOf(query), caller.owner, query.purpose),
    present: (choices: readonly OfferedEntry<AgencyNumber>[]) => ({ agencyNumbers: choices.map(wire.choiceWire) }),
  }),
  route({
    call: 'PATCH /api/ipn/agency-numbers/{agency_number_id}',
    operationId: 'changeAgencyNumber',
    summary: 'Change whether a number is active, and its flags',
    description:
      'A flag that is set counts as sent last. The number must be that of the named broker or account itself.',
    params: z.strictObject({ agency_number_id: identifier.describe('the entry, as the list has it') }),
    body: schemas.changeBody,
    answer: schemas.answers.status,
    idempotent: true,
    example: { body: { active: false } },
    act: ({ params, body, caller, once }) =>
      useCases.changeAgencyNumber(params.agency_number_id, caller.owner, wire.changeOf(body), caller.clientId, once),
    present: () => changed,
  }),
];
