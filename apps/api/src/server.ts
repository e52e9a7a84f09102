import { signingKeys, refusedUrl } from '@affinity-engine/adapter-delivery';
import {
  affinityDialect,
  agencyDialect,
  cloudAdminDialect,
  httpServer,
  oauthDialect,
  openApiDocument,
  quotationDialect,
  opsDialect,
  serveSystem,
  type Dialect,
} from '@affinity-engine/adapter-http';
import { printProposal } from '@affinity-engine/adapter-documents';
import {
  listAccounts,
  listAgencyNumbers,
  listBrokers,
  listAudit,
  listClients,
  listPartners,
  listSubscriptions,
} from '@affinity-engine/adapter-knex';
import { hasRoom, machineClock } from '@affinity-engine/adapter-node';
import {
  cancelAffinity,
  changePartner,
  contractAffinity,
  partnerOf,
  previewCancellation,
  printDocument,
  renewAffinity,
  requestAffinity,
} from '@affinity-engine/affinity';
import {
  associateCode,
  changeGroup,
  changeProducerCode,
  createGroup,
  createOrganization,
  createProducerCode,
  removeCode,
} from '@affinity-engine/affinity-group';
import {
  accountOfUser,
  changeAgencyNumber,
  offeredAgencyNumbers,
  ownerFor,
  registerAgencyNumbers,
} from '@affinity-engine/agency-number';
import { authenticate, clientOfToken, revokeClient, rotateClientSecret } from '@affinity-engine/identity';
import {
  callOffReplays,
  changeEndpoint,
  createEndpoint,
  pingEndpoint,
  replayEvents,
  skipHead,
} from '@affinity-engine/webhook';
import {
  checkOut,
  contractQuotation,
  listQuotations,
  proposedQuotation,
  proposeQuotation,
  readQuotation,
  releaseQuotation,
  revokeSubscription,
  rotateSubscriptionKey,
  subscriptionOf,
  subscriptionOfKey,
  type QuotationProducts,
  type QuotationWork,
} from '@affinity-engine/quotation';
import { delivery } from '@affinity-engine/webhook-dispatcher';
import type { FastifyInstance } from 'fastify';
import type { ResolutionContext } from 'inversify';
import * as its from './tokens.js';

const version = '0.1.0';

/** The HTTP server with every dialect, connected and not yet listening. */
export function apiServer(at: ResolutionContext): FastifyInstance {
  const settings = at.get(delivery.TheSettings);
  const draining = at.get(its.Draining);
  const metrics = at.get(its.TheMetrics);
  const dialects = [affinity(at), quotation(at), agencyNumbers(at), groups(at), operators(at), identity(at)];
  const server = httpServer(
    {
      dialects,
      compile: at.get(its.TheChecks),
      tokens: at.get(its.TheTokens),
      clientOf: clientOfToken(at.get(its.TheIdentityWork)),
      logger: at.get(delivery.TheLogger),
      metrics,
      draining: () => draining.now,
    },
    { bodyLimitBytes: settings.bodyLimitBytes, requestTimeoutMs: 30_000 },
  );
  serveSystem(server, {
    metrics,
    draining: () => draining.now,
    document: () => openApiDocument(dialects, at.get(delivery.PublicUrl)(), version),
    ready: async () => {
      const answered = (await at.get(delivery.TheDatabase).reader.raw('select 1')) as unknown[];
      return answered.length === 1 && hasRoom(settings.databaseFile);
    },
  });
  return server;
}

function affinity(at: ResolutionContext): Dialect {
  const work = at.get(its.TheAffinityWork);
  const [products, clock, ids] = [at.get(its.TheProducts), at.get(its.TheClock), at.get(its.TheIds)];
  const contracting = at.get(its.Contracting);
  const webhookWork = at.get(its.TheWebhookWork);
  return affinityDialect({
    work,
    products,
    clock,
    webhookWork,
    lists: at.get(its.TheAffinityLists),
    links: at.get(delivery.TheLinks),
    request: requestAffinity(work, products, clock, ids),
    contract: contractAffinity(work, contracting),
    cancel: cancelAffinity(work, products, clock),
    preview: previewCancellation(work, clock),
    renew: renewAffinity(work, contracting),
    deliveryLists: at.get(its.TheDeliveryLists),
    replay: replayEvents(webhookWork),
    answer: at.get(its.AnswerAffinity),
    print: printDocument(work, products, at.get(its.TheDocuments), at.get(its.TheDocumentShelf)),
  });
}

function quotation(at: ResolutionContext): Dialect {
  const work = at.get(its.TheQuotationWork);
  const [products, clock, ids] = [at.get(its.TheQuotationProducts), at.get(its.TheClock), at.get(its.TheIds)];
  const quoting = { products, clock, ids, numbers: at.get(its.TheQuotationNumbers) };
  return quotationDialect({
    clock,
    links: at.get(delivery.TheLinks),
    limits: at.get(its.TheCallLimits),
    subscriptionOfKey: subscriptionOfKey(work, at.get(its.TheSecrets)),
    subscription: (id) => work.run(({ subscriptions }) => subscriptionOf(subscriptions, id)),
    contractQuotation: contractQuotation(work, quoting),
    propose: proposeQuotation(work, quoting),
    checkOut: checkOut(work, products, at.get(its.ThePayments), clock),
    readQuotation: readQuotation(work, clock),
    listQuotations: listQuotations(at.get(its.TheQuotationLists), clock),
    printProposal: printProposalOf(work, products),
  });
}

/** The proposal of a quotation as PDF, under its number. */
const printProposalOf = (work: QuotationWork, products: QuotationProducts) => async (id: string, sequence: number) => {
  const { quotation, proposal } = await proposedQuotation(work)(id, sequence);
  const product = await products.at(quotation.operationCode, quotation.productVersion);
  return { number: proposal.number, bytes: await printProposal(quotation, proposal, product) };
};

function operators(at: ResolutionContext): Dialect {
  const { reader } = at.get(delivery.TheDatabase);
  const work = at.get(its.TheAffinityWork);
  const webhookWork = at.get(its.TheWebhookWork);
  const identityWork = at.get(its.TheIdentityWork);
  const clock = at.get(its.TheClock);
  const settings = at.get(delivery.TheSettings);
  const urlRule = (url: string) => refusedUrl(url, settings);
  return opsDialect({
    work,
    webhookWork,

    machineClock,
    products: at.get(its.TheProducts),
    groupWork: at.get(its.TheAffinityGroupWork),
    links: at.get(delivery.TheLinks),
    partners: listPartners(reader),
    registerPartner: at.get(its.RegisterPartner),
    changePartner: changePartner(work),
    deliveryLists: at.get(its.TheDeliveryLists),
    createEndpoint: createEndpoint(webhookWork, clock, at.get(its.TheIds), signingKeys, urlRule),
    changeEndpoint: changeEndpoint(webhookWork, signingKeys, urlRule),
    skipHead: skipHead(webhookWork),
    callOffReplays: callOffReplays(webhookWork),
    replay: replayEvents(webhookWork),
    ping: pingEndpoint(webhookWork, at.get(delivery.TheCourier), clock, at.get(its.TheIds)),
    audit: listAudit(reader),
    answer: at.get(its.AnswerAffinity),
    clients: listClients(reader),
    partnerOf: (id) => work.run(({ partners }) => partnerOf(partners, id)),
    quotationWork: at.get(its.TheQuotationWork),
    quotationLists: at.get(its.TheQuotationLists),
    releaseQuotation: releaseQuotation(at.get(its.TheQuotationWork), clock),
    subscriptions: listSubscriptions(reader),
    createSubscription: at.get(its.CreateSubscription),
    rotateSubscriptionKey: rotateSubscriptionKey(at.get(its.TheQuotationWork), at.get(its.TheSecrets)),
    revokeSubscription: revokeSubscription(at.get(its.TheQuotationWork), clock),
    createClient: at.get(its.CreateClient),
    agencyNumbers: listAgencyNumbers(reader),
    accounts: listAccounts(reader),
    brokersOf: listBrokers(reader),
    openAccount: at.get(its.OpenAccount),
    addBroker: at.get(its.AddBroker),
    admitApiUser: at.get(its.AdmitApiUser),
    findClient: (id) => identityWork.run(({ clients }) => clients.find(id)),
    rotateClient: rotateClientSecret(identityWork, at.get(its.TheSecrets)),
    revokeClient: revokeClient(identityWork, clock),
  });
}

function agencyNumbers(at: ResolutionContext): Dialect {
  const [work, insurers, clock] = [at.get(its.TheAgencyWork), at.get(its.TheInsurerDirectory), at.get(its.TheClock)];
  const identityWork = at.get(its.TheIdentityWork);
  return agencyDialect({
    tokens: at.get(its.TheAgencyTokens),
    authenticated: authenticate(identityWork, at.get(its.TheSecrets), at.get(its.TheWrongSecrets)),
    clientOf: clientOfToken(identityWork),
    accountOf: accountOfUser(work),
    ownerFor: ownerFor(work),
    register: registerAgencyNumbers(work, insurers, clock, at.get(its.TheIds)),
    change: changeAgencyNumber(work, clock),
    offered: offeredAgencyNumbers(work, insurers),
    logger: at.get(delivery.TheLogger),
  });
}

function groups(at: ResolutionContext): Dialect {
  const [groupWork, ids] = [at.get(its.TheAffinityGroupWork), at.get(its.TheIds)];
  const productsTypelist = at.get(its.TheProductsTypelist);
  return cloudAdminDialect({
    groupWork,
    groupLists: at.get(its.TheAffinityGroupLists),
    productsTypelist,
    createGroup: createGroup(groupWork, ids, productsTypelist),
    changeGroup: changeGroup(groupWork, productsTypelist),
    associate: associateCode(groupWork, ids),
    removeCode: removeCode(groupWork),
    createCode: createProducerCode(groupWork, ids),
    changeCode: changeProducerCode(groupWork),
    createOrganization: createOrganization(groupWork, ids),
  });
}

const identity = (at: ResolutionContext): Dialect =>
  oauthDialect(
    authenticate(at.get(its.TheIdentityWork), at.get(its.TheSecrets), at.get(its.TheWrongSecrets)),
    at.get(its.TheTokens),
  );
