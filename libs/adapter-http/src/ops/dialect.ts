import type { Dialect } from '../edge/route.js';
import { agencyOperationRoutes, type AgencyOperations } from './agency-numbers.js';
import { clientRoutes, type ClientUseCases } from './clients.js';
import { endpointRoutes, type EndpointUseCases } from './endpoints.js';
import { errorAnswerOf, kinds } from './errors.js';
import { partnerRoutes, type PartnerUseCases } from './partners.js';
import { quotationRoutes, type OperatedQuotations } from './quotations.js';
import { problem } from './schemas.js';
import { trailRoutes, type TrailUseCases } from './trail.js';

/** What an operator does: `/ops/v1`, role admin, RFC 9457 problems. */
export const opsApi = (
  useCases: ClientUseCases & EndpointUseCases & OperatedQuotations & PartnerUseCases & TrailUseCases & AgencyOperations,
): Dialect => ({
  name: 'ops',
  prefixes: ['/ops'],
  routes: [
    ...partnerRoutes(useCases),
    ...endpointRoutes(useCases),
    ...trailRoutes(useCases),
    ...clientRoutes(useCases),
    ...agencyOperationRoutes(useCases),
    ...quotationRoutes(useCases),
  ],
  errorKinds: kinds,
  errorAnswer: errorAnswerOf,
  errorSchema: problem,
  errorContentType: 'application/problem+json',
  errorStatuses: [400, 401, 403, 404, 409, 500],
});
