import type { SaleRequest } from '@affinity-engine/eligibility';
import { countingIds } from '@affinity-engine/kernel/testing';
import { associateCode, removeCode } from '../associations.js';
import { changeGroup, createGroup } from '../groups.js';
import { createOrganization } from '../organizations.js';
import { changeProducerCode, createProducerCode } from '../producer-codes.js';
import { saleReasons } from '../sale-reasons.js';
import { aCode, aGroup, anOrganization } from './data-fixtures.js';
import { memoryAffinityGroups } from './memory-affinity-groups.js';

/**
 * The context whole, over one store in memory: the open `pc:707`, the closed `pc:909` without codes, the codes `pc:6`
 * and `pc:7` of the organization `pc:5`.
 */
export async function affinityGroupFixtures() {
  const store = memoryAffinityGroups();
  const { work } = store;
  const ids = countingIds('new');
  const products = { known: ['WorkersComp', 'product-1'] };
  const typelist = () => products.known;
  await work.run(async ({ groups, codes, organizations }) => {
    organizations.add(anOrganization());
    for (const code of [aCode(), aCode({ id: 'pc:7', code: '501-002542' })]) codes.add(code);
    groups.add(aGroup());
    groups.add(aGroup({ id: 'pc:909', type: 'Closed', name: 'Closed' }));
  });
  return {
    ...store,
    products,
    createGroup: createGroup(work, ids, typelist),
    changeGroup: changeGroup(work, typelist),
    createCode: createProducerCode(work, ids),
    changeCode: changeProducerCode(work),
    createOrganization: createOrganization(work, ids),
    associate: associateCode(work, ids),
    remove: removeCode(work),
    reasons: (sale: SaleRequest) => work.run((unit) => saleReasons(unit)(sale)),
    group: (id: string) => work.run(({ groups }) => groups.find(id)),
    codesOf: (id: string) => work.run(({ associations }) => associations.codesOf(id)),
  };
}
