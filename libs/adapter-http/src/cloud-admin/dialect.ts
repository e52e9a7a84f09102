import type { Dialect } from '../edge/route.js';
import { associationRoutes, type AssociationUseCases } from './associations.js';
import { elementsOver } from './elements.js';
import { cloudErrorOf } from './errors.js';
import { groupRoutes, type GroupUseCases } from './groups.js';
import { passedOver } from './guards.js';
import { organizationRoutes, type OrganizationUseCases } from './organizations.js';
import { producerCodeRoutes, type ProducerCodeUseCases } from './producer-codes.js';
import { errorAnswer } from './schemas.js';

/** Affinity groups and producer codes: `/admin/v1` for operators, `/account/v1` for accounts; elements in envelopes. */
export function cloudAdminDialect(
  its: GroupUseCases & AssociationUseCases & ProducerCodeUseCases & OrganizationUseCases,
): Dialect {
  const elements = elementsOver(its.groupWork);
  return {
    name: 'cloud-admin',
    prefixes: ['/admin', '/account'],
    routes: [
      ...groupRoutes(its, elements),
      ...associationRoutes(its, elements),
      ...producerCodeRoutes(its, elements),
      ...organizationRoutes(its, elements),
    ],
    passesOver: passedOver,
    refusesMethods: true,
    errorOf: cloudErrorOf,
    errorSchema: errorAnswer,
    errorStatuses: [400, 401, 403, 404, 405, 409, 500, 503],
  };
}
