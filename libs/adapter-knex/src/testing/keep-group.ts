import { aCode, aGroup, anOrganization } from '@affinity-engine/affinity-group/testing';
import type { Store } from '../store.js';

/** Keeps the group and the code of the suites, or changes whether the group admits its sales. */
export async function keepGroup({ works }: Store, admits: boolean): Promise<void> {
  await works.affinityGroup.run(async ({ groups, codes, organizations }) => {
    const products = admits ? [] : ['none of the suite’s'];
    const group = await groups.find('pc:707');
    if (group !== null) return groups.save({ ...group, products });
    organizations.add(anOrganization());
    codes.add(aCode());
    groups.add(aGroup({ products }));
  });
}
