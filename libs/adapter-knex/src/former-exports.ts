import type { Clock } from '@affinity-engine/kernel';
import type { Endpoint, WakeUps } from '@affinity-engine/webhook';
import type { Knex } from 'knex';
import { knexAffinityGroupLists } from './affinity-group/affinity-group-lists.js';
import { knexAffinityGroupWork } from './affinity-group/affinity-group-work.js';
import { knexAffinityWork, type AffinityEventParts } from './affinity/affinity-work.js';
import { partnerTable } from './affinity/partners.js';
import { accountTable, brokerTable } from './agency-number/accounts.js';
import { knexAgencyWork } from './agency-number/agency-work.js';
import { deleteExpired } from './delete-expired.js';
import { committerOn, type Committer } from './engine/committer.js';
import { executeOn, type Database } from './engine/database.js';
import { engineOn, type Engine } from './engine/engine.js';
import { listById } from './engine/reads.js';
import type { Seal } from './engine/seal.js';
import { clientTable } from './identity/clients.js';
import { knexIdentityWork } from './identity/identity-work.js';
import { knexQuotationWork } from './quotation/quotation-work.js';
import { subscriptionTable } from './quotation/subscriptions.js';
import { secretMatches } from './startup-checks.js';
import { knexDeliveryLists } from './webhook/delivery-lists.js';
import { knexDeliveryQueue } from './webhook/delivery-queue.js';
import { openFirstEndpoint } from './webhook/endpoints.js';
import { knexWebhookWork } from './webhook/webhook-work.js';

/* What the apps used before there was a store: the same names and parameters, over today's modules. */

const none = undefined as never;
const over = (reader: Knex, committer: Committer = none, seal: Seal = none): Engine =>
  engineOn({ reader, writer: none, close: none }, committer, seal);

type WorkOf<Rest extends readonly unknown[], Made> = (db: Database, c: Committer, seal: Seal, ...rest: Rest) => Made;
const workOf =
  <Rest extends readonly unknown[], Made>(make: (engine: Engine, ...rest: Rest) => Made): WorkOf<Rest, Made> =>
  ({ reader }, committer, seal, ...rest) =>
    make(over(reader, committer, seal), ...rest);

export const former = {
  knexAffinityWork: workOf<[AffinityEventParts], ReturnType<typeof knexAffinityWork>>(knexAffinityWork),
  knexAffinityGroupWork: workOf<[Clock], ReturnType<typeof knexAffinityGroupWork>>(knexAffinityGroupWork),
  knexAgencyWork: workOf<[Clock], ReturnType<typeof knexAgencyWork>>(knexAgencyWork),
  knexIdentityWork: workOf<[Clock], ReturnType<typeof knexIdentityWork>>(knexIdentityWork),
  knexQuotationWork: workOf<[Clock], ReturnType<typeof knexQuotationWork>>(knexQuotationWork),
  knexWebhookWork: workOf<[Clock, Pick<WakeUps, 'notify'>], ReturnType<typeof knexWebhookWork>>(knexWebhookWork),
  knexAffinityGroupLists: (reader: Knex) => knexAffinityGroupLists(executeOn(reader)),
  knexDeliveryLists: (reader: Knex, seal: Seal) => knexDeliveryLists(over(reader, none, seal)),
  knexDeliveryQueue: (reader: Knex, committer: Committer, seal: Seal) =>
    knexDeliveryQueue(over(reader, committer, seal)),
  listPartners: (reader: Knex) => listById(reader, partnerTable),
  listAccounts: (reader: Knex) => listById(reader, accountTable),
  listBrokers: (reader: Knex) => (accountId: string) => listById(reader, brokerTable, { account_id: accountId }),
  listClients: (reader: Knex) => listById(reader, clientTable),
  listSubscriptions: (reader: Knex) => listById(reader, subscriptionTable),
  committerOn: (writer: Knex) => committerOn(executeOn(writer)),
  opensWith: (reader: Knex, committer: Committer, seal: Seal) => secretMatches(over(reader, committer, seal)),
  openEndpoint: (committer: Committer, seal: Seal, endpoint: Endpoint) =>
    openFirstEndpoint(over(none, committer, seal), endpoint),
  housekeeping: (committer: Committer, attemptsKeptMs: number) => () => deleteExpired(committer, attemptsKeptMs),
};
