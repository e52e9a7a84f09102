import type { Dialect } from '../edge/route.js';
import { attachmentRoutes } from './attachments.js';
import { ownClientRoutes } from './clients.js';
import { errorAnswerOf, kinds } from './errors.js';
import { insurerAnswerRoutes } from './insurer-answers.js';
import { affinityRoutes } from './routes.js';
import { ownRefusalRoutes } from './refusals.js';
import { error } from './answers.js';
import type { AffinityUseCases } from './use-cases.js';
import { affinityWebhooks } from './webhook-events.js';
import { webhookRoutes } from './webhooks.js';

/** Affinities, their documents and their webhooks: `/v1`, `{"error": "…"}`, every success 200. */
export const affinityApi = (useCases: AffinityUseCases): Dialect => ({
  name: 'affinity',
  summary: 'Affinities: contract, list, cancel, renew; their documents and webhooks',
  tags: {
    Affinity:
      'Certificates of cover: prepare, contract, read, cancel and renew them, as a partner; why calls were refused',
    Webhooks: 'What the engine sends to endpoints, how far delivery has come, and events to read',
    Clients: 'The keys with which programs of the partner call',
    Insurers: 'How an insurer that was asked over HTTP answers',
  },
  prefixes: ['/v1'],
  routes: [
    affinityRoutes,
    attachmentRoutes,
    ownRefusalRoutes,
    webhookRoutes,
    ownClientRoutes,
    insurerAnswerRoutes,
  ].flatMap((routesOf) => routesOf(useCases)),
  webhooks: affinityWebhooks,
  errorKinds: kinds,
  errorAnswer: errorAnswerOf,
  errorSchema: error,
  errorStatuses: [400, 401, 403, 404, 500],
});
