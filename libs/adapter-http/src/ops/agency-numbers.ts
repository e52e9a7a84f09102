import type { Account, AgencyNumber, ApiUser, Broker } from '@affinity-engine/agency-number';
import { z } from 'zod';
import { collectionTypes } from '../agency-number/wire.js';
import { toWire } from '../edge/names.js';
import { paged, pageOf, pageQuery } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import { catalogueId, identifier, instantText, line } from '../edge/schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });
const accountPath = z.strictObject({ account_id: identifier });
const cursor = z.string().nullable();

const accountAnswer = z
  .object({ id: z.string().describe('what X-Account-Token names'), name: z.string(), created_at: instantText })
  .meta({ id: 'Account' });
const brokerAnswer = z
  .object({
    id: z.string().describe('what X-Broker-Token names'),
    account_id: z.string(),
    name: z.string(),
    created_at: instantText,
  })
  .meta({ id: 'Broker' });
const apiUserAnswer = z.object({ client_id: z.string(), account_id: z.string() }).meta({ id: 'ApiUser' });
const nameBody = z.strictObject({ name: line(120) });

const numberAnswer = z
  .object({
    id: z.string(),
    account_id: z.string(),
    broker_id: z.string().nullable(),
    insurer_id: z.string(),
    agency_number: z.string(),
    match_code: z.string().nullable(),
    external_insurer_id: z.string().nullable(),
    external_unique_id: z.string().nullable(),
    collection_type: z.enum(Object.values(collectionTypes)).nullable(),
    internal_comment: z.string().nullable(),
    default_for_tenders: z.boolean().describe('whether it carries the flag'),
    default_for_calculations: z.boolean().describe('whether it carries the flag'),
    active: z.boolean(),
    created_at: instantText,
    changed_at: instantText,
  })
  .meta({ id: 'KeptAgencyNumber' });

const numbersQuery = pageQuery.extend({
  account_id: identifier.optional(),
  broker_id: identifier.optional(),
  insurer_id: catalogueId.optional().describe("the insurer's id in the catalogue"),
});

/** Accounts, their brokers and API users, and every agency number with its internal comment. */
export const agencyOperationRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/agency-numbers',
    operationId: 'listAgencyNumbers',
    summary: 'Agency numbers with their internal comments, of all owners or of some',
    query: numbersQuery,
    answer: z.object({ items: z.array(numberAnswer), cursor }),
    act: ({ query }) => {
      const filter = { accountId: query.account_id, brokerId: query.broker_id, insurerId: query.insurer_id };
      return paged(useCases.lists.agencyNumbers(filter), query);
    },
    present: pageOf<AgencyNumber>(numberWire),
  }),
  route({
    call: 'GET /ops/v1/accounts',
    operationId: 'listAccounts',
    summary: 'All accounts',
    query: pageQuery,
    answer: z.object({ items: z.array(accountAnswer), cursor }),
    act: ({ query }) => paged(useCases.lists.accounts, query),
    present: pageOf<Account>(accountWire),
  }),
  route({
    call: 'POST /ops/v1/accounts',
    operationId: 'openAccount',
    summary: 'Open an account for brokers',
    body: nameBody,
    answer: accountAnswer,
    status: 201,
    idempotent: true,
    act: ({ body, caller, once }) => useCases.openAccount(body.name, caller.clientId, once),
    present: accountWire,
  }),
  route({
    call: 'GET /ops/v1/accounts/{account_id}/brokers',
    operationId: 'listBrokers',
    summary: 'The brokers of an account',
    params: accountPath,
    query: pageQuery,
    answer: z.object({ items: z.array(brokerAnswer), cursor }),
    act: async ({ params, query }) => {
      const { id } = await useCases.readAccount(params.account_id);
      return paged(useCases.lists.brokersOf(id), query);
    },
    present: pageOf<Broker>(brokerWire),
  }),
  route({
    call: 'POST /ops/v1/accounts/{account_id}/brokers',
    operationId: 'addBroker',
    summary: 'Add a broker to an account',
    params: accountPath,
    body: nameBody,
    answer: brokerAnswer,
    status: 201,
    idempotent: true,
    act: ({ params, body, caller, once }) => useCases.addBroker(params.account_id, body.name, caller.clientId, once),
    present: brokerWire,
  }),
  route({
    call: 'POST /ops/v1/accounts/{account_id}/api-users',
    operationId: 'admitApiUser',
    summary: 'Have a client of role account work for an account: its id and secret are hash and secret there',
    params: accountPath,
    body: z.strictObject({ client_id: identifier }),
    answer: apiUserAnswer,
    status: 201,
    idempotent: true,
    act: ({ params, body, caller, once }) =>
      useCases.admitApiUser(body.client_id, params.account_id, caller.clientId, once),
    present: ({ userId, accountId }: ApiUser) => ({ client_id: userId, account_id: accountId }),
  }),
];

const accountWire: (account: Account) => object = toWire(accountAnswer);
const brokerWire: (broker: Broker) => object = toWire(brokerAnswer);

const fieldsWire = toWire(numberAnswer);
const numberWire = (number: AgencyNumber) =>
  fieldsWire({
    ...number,
    ...number.owner,
    agencyNumber: number.number,
    collectionType: number.collectionType === null ? null : collectionTypes[number.collectionType],
    defaultForTenders: number.flags.tenders !== null,
    defaultForCalculations: number.flags.calculations !== null,
  });
