import type { Account, ApiUser, Broker } from '@affinity-engine/agency-number';
import { z } from 'zod';
import { named } from '../edge/marks.js';
import { toWire } from '../edge/names.js';
import { paged, pageOf, pageQuery } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import { about, identifier, line, shown } from '../edge/schemas.js';
import { pageOfAnswers } from './answers.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });
const accountPath = z.strictObject({ account_id: identifier.describe('the account') });
const createdAt = shown.moment('when it was made');

const accountAnswer = z
  .object({
    id: shown.id('what X-Account-Token names'),
    name: shown.text('what people read', 'Maklerhaus Nord'),
    created_at: createdAt,
  })
  .meta(named('Account', 'An account of brokers'));
const brokerAnswer = z
  .object({
    id: shown.id('what X-Broker-Token names'),
    account_id: shown.id('the account it is of'),
    name: shown.text('what people read', 'Filiale Kiel'),
    created_at: createdAt,
  })
  .meta(named('Broker', 'A broker of an account'));
const apiUserAnswer = z
  .object({ client_id: shown.id('the client'), account_id: shown.id('the account it works for') })
  .meta(named('ApiUser', 'A client that works for an account'));
const newName = z.strictObject({ name: line(120).meta(about('what people read', 'Maklerhaus Nord')) });
const accountBody = newName.meta(named('AccountInput', 'An account to open'));
const brokerBody = newName.meta(named('BrokerInput', 'A broker to add'));
const apiUserBody = z
  .strictObject({ client_id: identifier.describe('a client of role account') })
  .meta(named('ApiUserInput', 'The client to admit'));

/** Accounts, their brokers and API users. */
export const accountRoutes = (useCases: OpsUseCases): readonly Route[] => [
  route({
    call: 'GET /ops/v1/accounts',
    operationId: 'listAccounts',
    summary: 'All accounts',
    description: 'In the order of their ids.',
    query: pageQuery,
    answer: pageOfAnswers(accountAnswer, 'AccountList'),
    act: ({ query }) => paged(useCases.lists.accounts, query),
    present: pageOf<Account>(accountWire),
  }),
  route({
    call: 'POST /ops/v1/accounts',
    operationId: 'openAccount',
    summary: 'Open an account for brokers',
    description: 'Its brokers share numbers that are registered for the account.',
    body: accountBody,
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
    description: 'In the order of their ids.',
    params: accountPath,
    query: pageQuery,
    answer: pageOfAnswers(brokerAnswer, 'BrokerList'),
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
    description: 'Its id is what X-Broker-Token names.',
    params: accountPath,
    body: brokerBody,
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
    description: 'A client works for one account. From then on it gets tokens of `/api/ipn`.',
    params: accountPath,
    body: apiUserBody,
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
