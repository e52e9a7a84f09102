import type { AffinityLists, AffinitySearches, CertificateMovements, Partner } from '@affinity-engine/affinity';
import type { AffinityGroupLists } from '@affinity-engine/affinity-group';
import type { AgencyLists } from '@affinity-engine/agency-number';
import type { Client, User } from '@affinity-engine/identity';
import type { AuditList, ListById } from '@affinity-engine/kernel';
import type { QuotationLists, Subscription } from '@affinity-engine/quotation';
import type { RefusalLists } from '@affinity-engine/refusal';
import type { DeliveryLists, FeedLists } from '@affinity-engine/webhook';
import { knexAffinityGroupLists } from './affinity-group/affinity-group-lists.js';
import { knexAffinityLists } from './affinity/affinity-lists.js';
import { knexAffinitySearch } from './affinity/affinity-search.js';
import { knexMovements } from './affinity/movements.js';
import { partnerTable } from './affinity/partners.js';
import { accountTable, brokerTable } from './agency-number/accounts.js';
import { listAgencyNumbers } from './agency-number/agency-numbers.js';
import { listAudit } from './audit.js';
import { listById } from './engine/reads.js';
import { clientTable } from './identity/clients.js';
import { userTable } from './identity/people-work.js';
import { knexQuotationLists } from './quotation/quotation-lists.js';
import { subscriptionTable } from './quotation/subscriptions.js';
import { knexRefusalLists } from './refusal/refusal-lists.js';
import type { Engine } from './engine/engine.js';
import { sharedFairly, type FairShare } from './engine/fair-share.js';
import { knexDeliveryLists } from './webhook/delivery-lists.js';
import { knexFeedLists } from './webhook/event-feed.js';
import type { eventReader } from './webhook/events.js';

/** All lists over one database. */
export type StoreLists = AgencyLists & {
  readonly affinities: AffinityLists;
  readonly certificates: AffinitySearches;
  readonly movements: CertificateMovements;
  readonly affinityGroups: AffinityGroupLists;
  readonly partners: ListById<Partner>;
  readonly audit: AuditList;
  readonly clients: ListById<Client>;
  /** The clients of a partner. */
  readonly clientsOf: (partnerId: string) => ListById<Client>;
  readonly users: ListById<User>;
  readonly subscriptions: ListById<Subscription>;
  readonly quotations: QuotationLists;
  readonly deliveries: DeliveryLists;
  readonly feed: FeedLists;
  readonly refusals: RefusalLists;
};

/** Lists read on connections of their own. Those of callers share them fairly. */
export function listsOf(forLists: Engine, share: FairShare, eventFrom: ReturnType<typeof eventReader>): StoreLists {
  return {
    affinities: sharedFairly(share, knexAffinityLists(forLists), ({ partnerId }) => partnerId),
    certificates: knexAffinitySearch(forLists),
    movements: knexMovements(forLists.read),
    affinityGroups: knexAffinityGroupLists(forLists.read),
    partners: listById(forLists.reader, partnerTable),
    accounts: listById(forLists.reader, accountTable),
    brokersOf: (accountId) => listById(forLists.reader, brokerTable, { account_id: accountId }),
    agencyNumbers: listAgencyNumbers(forLists.reader),
    audit: listAudit(forLists.read),
    clients: listById(forLists.reader, clientTable),
    clientsOf: (partnerId) => listById(forLists.reader, clientTable, { partner_id: partnerId }),
    users: listById(forLists.reader, userTable),
    subscriptions: listById(forLists.reader, subscriptionTable),
    quotations: sharedFairly(share, knexQuotationLists(forLists), ({ subscriptionId = '' }) => subscriptionId),
    deliveries: knexDeliveryLists(forLists, eventFrom),
    feed: knexFeedLists(forLists),
    refusals: knexRefusalLists(forLists),
  };
}
