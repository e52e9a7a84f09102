import type {
  Account,
  addBroker,
  admitApiUser,
  AgencyNumber,
  Broker,
  openAccount,
} from '@affinity-engine/agency-number';
import { identityError, type Client } from '@affinity-engine/identity';
import { z } from 'zod';
import { collectionTypes } from '../agency-number/wire.js';
import { faulty } from '../edge/errors.js';
import { paged, pageQuery, type ListOf } from '../edge/paged.js';
import { route, type Route } from '../edge/route.js';
import { identifier, instantText, line } from '../edge/schemas.js';

/** Which agency numbers an operator asks for. */
type Filter = {
  readonly accountId?: string | undefined;
  readonly brokerId?: string | undefined;
  readonly insurerId?: string | undefined;
};

export type AgencyOperations = {
  readonly agencyNumbers: (filter: Filter) => ListOf<AgencyNumber>;
  readonly accounts: ListOf<Account>;
  readonly brokersOf: (accountId: string) => ListOf<Broker>;
  readonly openAccount: ReturnType<typeof openAccount>;
  readonly addBroker: ReturnType<typeof addBroker>;
  readonly admitApiUser: ReturnType<typeof admitApiUser>;
  readonly findClient: (id: string) => Promise<Client | null>;
};

const roles = ['admin'] as const;
const tag = 'Operators';
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
  insurer_id: identifier.optional().describe("the insurer's id in the catalogue"),
});

/** Accounts, their brokers and API users, and every agency number with its internal comment. */
export const agencyOperationRoutes = (its: AgencyOperations): readonly Route[] => [
  route({
    method: 'get',
    path: '/ops/v1/agency-numbers',
    operationId: 'listAgencyNumbers',
    summary: 'Agency numbers with their internal comments, of all owners or of some',
    tag,
    roles,
    query: numbersQuery,
    answer: z.object({ items: z.array(numberAnswer), cursor }),
    act: ({ query }) => {
      const filter = { accountId: query.account_id, brokerId: query.broker_id, insurerId: query.insurer_id };
      return paged(its.agencyNumbers(filter), query, numberWire);
    },
  }),
  route({
    method: 'get',
    path: '/ops/v1/accounts',
    operationId: 'listAccounts',
    summary: 'All accounts',
    tag,
    roles,
    query: pageQuery,
    answer: z.object({ items: z.array(accountAnswer), cursor }),
    act: ({ query }) => paged(its.accounts, query, accountWire),
  }),
  route({
    method: 'post',
    path: '/ops/v1/accounts',
    operationId: 'openAccount',
    summary: 'Open an account for brokers',
    tag,
    roles,
    body: nameBody,
    answer: accountAnswer,
    status: 201,
    idempotent: true,
    act: async ({ body, caller, once }) =>
      accountWire(await its.openAccount(body.name, caller.clientId, once(accountWire))),
  }),
  route({
    method: 'get',
    path: '/ops/v1/accounts/{account_id}/brokers',
    operationId: 'listBrokers',
    summary: 'The brokers of an account',
    tag,
    roles,
    params: accountPath,
    query: pageQuery,
    answer: z.object({ items: z.array(brokerAnswer), cursor }),
    act: ({ params, query }) => paged(its.brokersOf(params.account_id), query, brokerWire),
  }),
  route({
    method: 'post',
    path: '/ops/v1/accounts/{account_id}/brokers',
    operationId: 'addBroker',
    summary: 'Add a broker to an account',
    tag,
    roles,
    params: accountPath,
    body: nameBody,
    answer: brokerAnswer,
    status: 201,
    idempotent: true,
    act: async ({ params, body, caller, once }) =>
      brokerWire(await its.addBroker(params.account_id, body.name, caller.clientId, once(brokerWire))),
  }),
  route({
    method: 'post',
    path: '/ops/v1/accounts/{account_id}/api-users',
    operationId: 'admitApiUser',
    summary: 'Have a client of role account work for an account: its id and secret are hash and secret there',
    tag,
    roles,
    params: accountPath,
    body: z.strictObject({ client_id: identifier }),
    answer: apiUserAnswer,
    status: 201,
    idempotent: true,
    act: async ({ params: { account_id }, body: { client_id }, caller, once }) => {
      await checkClient(await its.findClient(client_id));
      const answer = () => ({ client_id, account_id });
      await its.admitApiUser(client_id, account_id, caller.clientId, once(answer));
      return answer();
    },
  }),
];

/** @throws CLIENT-UNKNOWN, INPUT-INVALID */
function checkClient(client: Client | null): void {
  if (client === null) throw identityError('CLIENT-UNKNOWN');
  if (client.role !== 'account') throw faulty([{ path: 'client_id', expected: 'a client of role account' }]);
}

const accountWire = ({ id, name, createdAt }: Account) => ({ id, name, created_at: createdAt });

const brokerWire = (broker: Broker) => ({ ...accountWire(broker), account_id: broker.accountId });

const numberWire = (number: AgencyNumber) => ({
  id: number.id,
  account_id: number.owner.accountId,
  broker_id: number.owner.brokerId,
  insurer_id: number.insurerId,
  agency_number: number.number,
  match_code: number.matchCode,
  external_insurer_id: number.externalInsurerId,
  external_unique_id: number.externalUniqueId,
  collection_type: number.collectionType === null ? null : collectionTypes[number.collectionType],
  internal_comment: number.internalComment,
  default_for_tenders: number.flags.tenders !== null,
  default_for_calculations: number.flags.calculations !== null,
  active: number.active,
  created_at: number.createdAt,
  changed_at: number.changedAt,
});
