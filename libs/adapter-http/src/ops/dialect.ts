import type { Dialect } from '../edge/route.js';
import { accountRoutes } from './accounts.js';
import { agencyNumberRoutes } from './agency-numbers.js';
import { bordereauRoutes } from './bordereaux.js';
import { certificateRoutes } from './certificates.js';
import { clientRoutes } from './clients.js';
import { clockRoutes } from './clock.js';
import { dataSubjectRoutes } from './data-subjects.js';
import { endpointRoutes } from './endpoints.js';
import { errorAnswerOf, kinds } from './errors.js';
import { explanationRoutes } from './explanations.js';
import { insurerQuestionRoutes } from './insurer-questions.js';
import { insurerRoutes } from './insurers.js';
import { overviewRoutes } from './overview.js';
import { partnerBrandRoutes } from './partner-brands.js';
import { partnerRoutes } from './partners.js';
import { productRoutes } from './products.js';
import { refusalRoutes } from './refusals.js';
import { quotationRoutes } from './quotations.js';
import { problem } from './answers.js';
import { timelineRoutes } from './timeline.js';
import { trailRoutes } from './trail.js';
import { userRoutes } from './users.js';
import type { OpsUseCases } from './use-cases.js';

/** The operators' dialect: `/ops/v1`, role admin, RFC 9457 problems. */
export const opsApi = (useCases: OpsUseCases): Dialect => ({
  name: 'ops',
  summary:
    'Operators: partners, products, certificates, endpoints, clients, accounts, subscriptions, quotations, persons, refusals, the audit trail',
  tags: { Operators: 'What operators of the engine read and change' },
  prefixes: ['/ops'],
  exportsLists: true,
  routes: [
    partnerRoutes,
    partnerBrandRoutes,
    insurerRoutes,
    productRoutes,
    overviewRoutes,
    certificateRoutes,
    timelineRoutes,
    insurerQuestionRoutes,
    bordereauRoutes,
    endpointRoutes,
    trailRoutes,
    clientRoutes,
    userRoutes,
    accountRoutes,
    agencyNumberRoutes,
    explanationRoutes,
    clockRoutes,
    quotationRoutes,
    dataSubjectRoutes,
    refusalRoutes,
  ].flatMap((routesOf) => routesOf(useCases)),
  errorKinds: kinds,
  errorAnswer: errorAnswerOf,
  errorSchema: problem,
  errorContentType: 'application/problem+json',
  errorStatuses: [400, 401, 403, 404, 409, 500],
});
