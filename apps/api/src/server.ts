import { signingKeys, refusedUrl } from '@affinity-engine/adapter-delivery';
import {
  affinityDialect,
  httpServer,
  oauthDialect,
  openApiDocument,
  opsDialect,
  serveSystem,
  type Dialect,
} from '@affinity-engine/adapter-http';
import { listAudit, listClients, listPartners } from '@affinity-engine/adapter-knex';
import { machineClock } from '@affinity-engine/adapter-node';
import {
  cancelAffinity,
  changePartner,
  contractAffinity,
  previewCancellation,
  printDocument,
  renewAffinity,
  requestAffinity,
} from '@affinity-engine/affinity';
import { authenticate, clientOfToken, revokeClient, rotateClientSecret } from '@affinity-engine/identity';
import {
  callOffReplays,
  changeEndpoint,
  createEndpoint,
  pingEndpoint,
  replayEvents,
  skipHead,
} from '@affinity-engine/webhook';
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
  const dialects = [affinity(at), operators(at), identity(at)];
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
    ready: async () => ((await at.get(delivery.TheDatabase).reader.raw('select 1')) as unknown[]).length === 1,
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
    createClient: at.get(its.CreateClient),
    rotateClient: rotateClientSecret(identityWork, at.get(its.TheSecrets)),
    revokeClient: revokeClient(identityWork, clock),
  });
}

const identity = (at: ResolutionContext): Dialect =>
  oauthDialect(
    authenticate(at.get(its.TheIdentityWork), at.get(its.TheSecrets), at.get(its.TheWrongSecrets)),
    at.get(its.TheTokens),
  );
