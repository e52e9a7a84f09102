import { refusedUrl, signingKeys } from '@affinity-engine/adapter-delivery';
import { opsApi, type Dialect } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import { answerAffinity, changePartner, readPartner, registerPartner } from '@affinity-engine/affinity';
import { addBroker, admitApiUser, openAccount } from '@affinity-engine/agency-number';
import { createClient, revokeClient, rotateClientSecret } from '@affinity-engine/identity';
import { machineClock } from '@affinity-engine/platform';
import {
  createSubscription,
  readAnyQuotation,
  releaseQuotation,
  revokeSubscription,
  rotateSubscriptionKey,
} from '@affinity-engine/quotation';
import {
  callOffReplays,
  changeEndpoint,
  createEndpoint,
  pingEndpoint,
  readEndpoint,
  replayEvents,
  skipHead,
} from '@affinity-engine/webhook';
import type { Platform } from '../container.js';

/** What operators do. */
export function opsDialect({ works, lists }: Store, platform: Platform): Dialect {
  const { settings, products, clock, ids, secrets, links, courier } = platform;
  const urlRule = (url: string) => refusedUrl(url, settings);
  return opsApi({
    machineClock,
    links,
    partners: lists.partners,
    readPartner: readPartner(works.affinity),
    registerPartner: registerPartner(works.affinity, products, clock, ids),
    changePartner: changePartner(works.affinity, products),
    deliveryLists: lists.deliveries,
    readEndpoint: readEndpoint(works.webhook),
    createEndpoint: createEndpoint(works.webhook, clock, ids, signingKeys, urlRule),
    changeEndpoint: changeEndpoint(works.webhook, signingKeys, urlRule),
    skipHead: skipHead(works.webhook),
    callOffReplays: callOffReplays(works.webhook),
    replay: replayEvents(works.webhook),
    ping: pingEndpoint(works.webhook, courier, clock, ids),
    audit: lists.audit,
    answer: answerAffinity(works.affinity, products, clock),
    clients: lists.clients,
    readQuotation: readAnyQuotation(works.quotation),
    quotationLists: lists.quotations,
    releaseQuotation: releaseQuotation(works.quotation, clock),
    subscriptions: lists.subscriptions,
    createSubscription: createSubscription(works.quotation, clock, ids, secrets),
    rotateSubscriptionKey: rotateSubscriptionKey(works.quotation, secrets),
    revokeSubscription: revokeSubscription(works.quotation, clock),
    createClient: createClient(works.identity, clock, ids, secrets),
    agencyNumbers: lists.agencyNumbers,
    accounts: lists.accounts,
    brokersOf: lists.brokersOf,
    openAccount: openAccount(works.agencyNumber, clock, ids),
    addBroker: addBroker(works.agencyNumber, clock, ids),
    admitApiUser: admitApiUser(works.agencyNumber),
    rotateClient: rotateClientSecret(works.identity, secrets),
    revokeClient: revokeClient(works.identity, clock),
  });
}
