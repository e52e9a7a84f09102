import type { Dialect } from '../edge/route.js';
import { attachmentRoutes, type AttachmentUseCases } from './attachments.js';
import { errorAnswerOf, kinds } from './errors.js';
import { insurerAnswerRoutes, type InsurerAnswerUseCases } from './insurer-answers.js';
import { affinityRoutes, type AffinityUseCases } from './routes.js';
import { errorAnswer } from './schemas.js';
import { webhookRoutes, type WebhookUseCases } from './webhooks.js';

/** Affinities, their documents and their webhooks: `/v1`, `{"error": "…"}`, every success 200. */
export const affinityApi = (
  useCases: AffinityUseCases & AttachmentUseCases & WebhookUseCases & InsurerAnswerUseCases,
): Dialect => ({
  name: 'affinity',
  prefixes: ['/v1'],
  routes: [
    ...affinityRoutes(useCases),
    ...attachmentRoutes(useCases),
    ...webhookRoutes(useCases),
    ...insurerAnswerRoutes(useCases),
  ],
  errorKinds: kinds,
  errorAnswer: errorAnswerOf,
  errorSchema: errorAnswer,
  errorStatuses: [400, 401, 403, 404, 500],
});
