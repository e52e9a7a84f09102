import type { organizationNames } from '@affinity-engine/affinity-group';
import type { Dialect } from '../edge/route.js';
import { associationRoutes, type AssociationUseCases } from './associations.js';
import { elementsWith } from './elements.js';
import { onlyAskedFields } from './envelope.js';
import { errorAnswerOf, kinds } from './errors.js';
import { groupRoutes, type GroupUseCases } from './groups.js';
import { ignoredBy, transactions } from './headers.js';
import { organizationRoutes, type OrganizationUseCases } from './organizations.js';
import { producerCodeRoutes, type ProducerCodeUseCases } from './producer-codes.js';
import { errorAnswer } from './schemas.js';

export type CloudAdminUseCases = GroupUseCases &
  AssociationUseCases &
  ProducerCodeUseCases &
  OrganizationUseCases & { readonly organizationNames: ReturnType<typeof organizationNames> };

/** Affinity groups and producer codes: `/admin/v1` for operators, `/account/v1` for accounts; elements in envelopes. */
export function cloudAdminApi(useCases: CloudAdminUseCases): Dialect {
  const elements = elementsWith(useCases.organizationNames);
  return {
    name: 'cloud-admin',
    prefixes: ['/admin', '/account'],
    routes: [
      ...groupRoutes(useCases, elements),
      ...associationRoutes(useCases, elements),
      ...producerCodeRoutes(useCases, elements),
      ...organizationRoutes(useCases, elements),
    ],
    singleHeaders: ['gw-checksum', 'gw-dbtransaction-id'],
    repeats: transactions,
    ignores: ignoredBy,
    finish: onlyAskedFields,
    refusesMethods: true,
    errorKinds: kinds,
    errorAnswer: errorAnswerOf,
    errorSchema: errorAnswer,
    errorStatuses: [400, 401, 403, 404, 405, 409, 500, 503],
  };
}
