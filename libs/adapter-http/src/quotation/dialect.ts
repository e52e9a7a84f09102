import type { Clock } from '@affinity-engine/kernel';
import type { Subscription } from '@affinity-engine/quotation';
import type { Dialect } from '../edge/route.js';
import { errorAnswerOf, kinds } from './errors.js';
import { subscriptionGate, type CallLimits } from './call-limits.js';
import { quotationRoutes, type QuotationUseCases } from './routes.js';
import { errorAnswer } from './schemas.js';

export type QuotationDialectParts = QuotationUseCases & {
  readonly clock: Clock;
  readonly subscriptionOfKey: (key: string) => Promise<Subscription | null>;
  readonly limits: CallLimits;
};

/** Quotation and proposal: `/v1`, camelCase, decimal amounts, a subscription key, `{item, success, executed}`. */
export const quotationApi = (useCases: QuotationDialectParts): Dialect => ({
  name: 'quotation',
  prefixes: ['/v1/quotation', '/v1/checkout'],
  authentication: subscriptionGate(useCases.subscriptionOfKey, useCases.limits),
  routes: quotationRoutes(useCases),
  errorKinds: kinds,
  errorAnswer: errorAnswerOf(() => useCases.clock.now()),
  errorSchema: errorAnswer,
  errorStatuses: [400, 401, 403, 429, 500],
});
