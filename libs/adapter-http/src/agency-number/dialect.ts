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
  summary: 'Agency numbers of brokers at insurers; every answer has the status 200, also an error',
  tags: { 'Agency numbers': 'Register the agency numbers of a broker or account, and list what users choose from' },
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
