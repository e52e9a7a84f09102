import { affinityGroupRig } from '@affinity-engine/affinity-group/testing';
import { expect, it } from '@jest/globals';
import { ofGroupChange, ofNewGroup } from './findings.js';

const sent = (attributes: object) => ({
  params: { affinityGroupId: 'pc:707' },
  query: {},
  body: { data: { attributes } },
});

it('what the catalogue has dropped stays in a group that had it, and comes to no other', async () => {
  const { work, products, changeGroup } = await affinityGroupRig();
  await changeGroup('pc:707', { products: ['product-1'] }, null, 'operator');
  products.known = [];
  const change = sent({ products: ['product-1'] });
  const typelist = () => products.known;
  expect(await ofGroupChange(work, typelist)(change, {})).toEqual([]);
  expect(await ofNewGroup(work, typelist)(change, {})).toMatchObject([{ path: 'products[0]' }]);
});
