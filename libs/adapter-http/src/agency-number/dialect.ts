import type { Dialect } from '../edge/route.js';
import { agencyAuthentication } from './authentication.js';
import { errorAnswerOf, kinds } from './errors.js';
import { agencyRoutes } from './routes.js';
import { errorAnswer } from './schemas.js';
import type { AgencyNumberUseCases } from './use-cases.js';

/** Validity of a token of this dialect, in seconds. */
export const agencyTokenSeconds = 900;

/** Agency numbers: `/api/ipn`, every answer 200, `{"status"}` or `{"error"}`. */
export const agencyNumberApi = (useCases: AgencyNumberUseCases): Dialect => ({
  name: 'agency-number',
  prefixes: ['/api/ipn'],
  authentication: agencyAuthentication(useCases),
  routes: agencyRoutes(useCases),
  singleHeaders: ['x-account-token', 'x-broker-token'],
  errorKinds: kinds,
  errorAnswer: errorAnswerOf,
  errorSchema: errorAnswer,
  // Errors have the status of an answer: the schema of each route lists both.
  errorStatuses: [],
});
