import type { Dialect } from '../edge/route.js';
import { errorAnswerOf, kinds } from './errors.js';
import { subscriptionGate } from './call-limits.js';
import { productRoutes } from './products.js';
import { quotationRoutes } from './routes.js';
import { error } from './answers.js';
import type { QuotationUseCases } from './use-cases.js';

/** Quotation and proposal: `/v1`, camelCase, decimal amounts, a subscription key, `{item, success, executed}`. */
export const quotationApi = (useCases: QuotationUseCases): Dialect => ({
  name: 'quotation',
  summary: 'Quotation, proposal and checkout, for the systems of brokers',
  tags: { Quotation: 'Price answers, propose, check out, and read what was quoted' },
  prefixes: ['/v1/quotation', '/v1/checkout'],
  authentication: subscriptionGate(useCases.subscriptionOfKey, useCases.limits),
  routes: [...quotationRoutes(useCases), ...productRoutes(useCases)],
  errorKinds: kinds,
  errorAnswer: errorAnswerOf(() => useCases.clock.now()),
  errorSchema: error,
  errorStatuses: [400, 401, 403, 429, 500],
});
