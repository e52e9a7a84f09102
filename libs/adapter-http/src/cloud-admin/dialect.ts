import { idempotencyKeys } from '../edge/repeats.js';
import type { Dialect } from '../edge/route.js';
import { associationRoutes } from './associations.js';
import { elementsWith } from './elements.js';
import { onlyAskedFields } from './envelope.js';
import { errorAnswerOf, kinds } from './errors.js';
import { groupRoutes } from './groups.js';
import { ignoredBy, transactions } from './headers.js';
import { organizationRoutes } from './organizations.js';
import { producerCodeRoutes } from './producer-codes.js';
import { error } from './answers.js';
import type { CloudAdminUseCases } from './use-cases.js';

/** Affinity groups and producer codes: `/admin/v1` for operators, `/account/v1` for accounts; elements in envelopes. */
export function cloudAdminApi(useCases: CloudAdminUseCases): Dialect {
  const elements = elementsWith(useCases.organizationNames);
  return {
    name: 'cloud-admin',
    summary: 'Affinity groups, producer codes and organizations: who may sell what, where, through whom',
    tags: {
      'Affinity groups': 'Through whom, where and when cover is sold',
      'Producer codes': 'By which sellers are named, and the organizations they belong to',
    },
    prefixes: ['/admin', '/account'],
    routes: [groupRoutes, associationRoutes, producerCodeRoutes, organizationRoutes].flatMap((routesOf) =>
      routesOf(useCases, elements),
    ),
    singleHeaders: ['gw-checksum', 'gw-dbtransaction-id', 'if-match'],
    repeats: [transactions, idempotencyKeys],
    ignores: ignoredBy,
    finish: onlyAskedFields,
    refusesMethods: true,
    errorKinds: kinds,
    errorAnswer: errorAnswerOf,
    errorSchema: error,
    errorStatuses: [400, 401, 403, 404, 405, 409, 500, 503],
  };
}
