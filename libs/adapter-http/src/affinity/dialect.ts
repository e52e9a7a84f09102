import type { Dialect } from '../edge/route.js';
import { attachmentRoutes } from './attachments.js';
import { errorAnswerOf, kinds } from './errors.js';
import { insurerAnswerRoutes } from './insurer-answers.js';
import { affinityRoutes } from './routes.js';
import { errorAnswer } from './schemas.js';
import type { AffinityUseCases } from './use-cases.js';
import { webhookRoutes } from './webhooks.js';

/** Affinities, their documents and their webhooks: `/v1`, `{"error": "…"}`, every success 200. */
export const affinityApi = (useCases: AffinityUseCases): Dialect => ({
  name: 'affinity',
  prefixes: ['/v1'],
  routes: [affinityRoutes, attachmentRoutes, webhookRoutes, insurerAnswerRoutes].flatMap((routesOf) =>
    routesOf(useCases),
  ),
  errorKinds: kinds,
  errorAnswer: errorAnswerOf,
  errorSchema: errorAnswer,
  errorStatuses: [400, 401, 403, 404, 500],
});
