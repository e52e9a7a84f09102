import { cloudAdminApi, type Dialect } from '@affinity-engine/adapter-http';
import type { Store } from '@affinity-engine/adapter-knex';
import {
  associateCode,
  changeGroup,
  changeProducerCode,
  checkAssociation,
  checkCodeChange,
  checkGroupChange,
  createGroup,
  createOrganization,
  createProducerCode,
  organizationNames,
  productsSoldElsewhere,
  readAssociation,
  readGroup,
  readOrganization,
  readProducerCode,
  removeCode,
} from '@affinity-engine/affinity-group';
import type { Platform } from '../container.js';

/** Affinity groups and producer codes, for operators and accounts. */
export function cloudAdminDialect({ works, lists }: Store, platform: Platform): Dialect {
  const { ids, products, quotationProducts } = platform;
  const work = works.affinityGroup;
  const productsTypelist = () => [
    ...productsSoldElsewhere,
    ...products.current().products.map(({ id }) => id),
    ...quotationProducts.current().map(({ operationCode }) => operationCode),
  ];
  return cloudAdminApi({
    lists: lists.affinityGroups,
    organizationNames: organizationNames(work),
    readGroup: readGroup(work),
    readProducerCode: readProducerCode(work),
    readOrganization: readOrganization(work),
    readAssociation: readAssociation(work),
    checkGroupChange: checkGroupChange(work, productsTypelist),
    checkCodeChange: checkCodeChange(work),
    checkAssociation: checkAssociation(work),
    createGroup: createGroup(work, ids, productsTypelist),
    changeGroup: changeGroup(work, productsTypelist),
    associateCode: associateCode(work, ids),
    removeCode: removeCode(work),
    createProducerCode: createProducerCode(work, ids),
    changeProducerCode: changeProducerCode(work),
    createOrganization: createOrganization(work, ids),
  });
}
