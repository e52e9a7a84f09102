import type { answerAffinity, printDocument } from '@affinity-engine/affinity';
import type { Dialect } from '../edge/route.js';
import { attachmentRoutes } from './attachments.js';
import { affinityErrorOf } from './errors.js';
import { insurerAnswerRoutes } from './insurer-answers.js';
import { affinityRoutes, type AffinityUseCases } from './routes.js';
import { errorAnswer } from './schemas.js';
import { webhookRoutes, type WebhookReads } from './webhooks.js';

/** Affinities, their documents and their webhooks: `/v1`, `{"error": "…"}`, every success 200. */
export const affinityDialect = (
  its: AffinityUseCases &
    WebhookReads & {
      readonly print: ReturnType<typeof printDocument>;
      readonly answer: ReturnType<typeof answerAffinity>;
    },
): Dialect => ({
  name: 'affinity',
  prefixes: ['/v1'],
  routes: [
    ...affinityRoutes(its),
    ...attachmentRoutes(its.links, its.print),
    ...webhookRoutes(its),
    ...insurerAnswerRoutes(its.links, its.answer, its.work),
  ],
  errorOf: affinityErrorOf,
  errorSchema: errorAnswer,
  errorStatuses: [400, 401, 403, 404, 500],
});
