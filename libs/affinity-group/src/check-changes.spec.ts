import { describe, expect, it } from '@jest/globals';
import { checkAssociation, checkCodeChange, checkGroupChange } from './check-changes.js';
import { affinityGroupFixtures } from './testing/affinity-group-fixtures.js';

const checks = async () => {
  const fixtures = await affinityGroupFixtures();
  return {
    fixtures,
    group: checkGroupChange(fixtures.work, () => fixtures.products.known),
    code: checkCodeChange(fixtures.work),
    association: checkAssociation(fixtures.work),
  };
};

describe('checking a change of a group', () => {
  it('lets stay what the catalogue has dropped, and lets it come to no other group', async () => {
    const { fixtures, group } = await checks();
    await fixtures.changeGroup('pc:707', { products: ['product-1'] }, null, 'operator');
    fixtures.products.known = [];
    const change = { products: ['product-1'] };
    expect(await group('pc:707', change, null)).toEqual([]);
    expect(await group(null, change, null)).toMatchObject([{ path: 'products[0]' }]);
  });

  it('lists all that is wrong with it, over what the group has already', async () => {
    const { group } = await checks();
    const change = { organizationId: 'pc:none', jurisdictions: ['XX'] };
    const paths = (await group('pc:707', change, null))?.map(({ path }) => path);
    expect(paths).toEqual(['organizationId', 'jurisdictions[0]']);
  });

  it('is left to the change where the element is unknown or was changed meanwhile', async () => {
    const { group, code } = await checks();
    const wrong = { organizationId: 'pc:none' };
    expect(await group('pc:404', wrong, null)).toBeNull();
    expect(await group('pc:707', wrong, 'another checksum')).toBeNull();
    expect(await code('pc:404', wrong, null)).toBeNull();
    expect(await code('pc:6', wrong, 'another checksum')).toBeNull();
  });
});

describe('checking a change of a producer code', () => {
  it('keeps a code from being written like another', async () => {
    const { code } = await checks();
    expect(await code('pc:6', { code: '501-002542' }, null)).toMatchObject([{ path: 'code' }]);
    expect(await code('pc:7', { code: '501-002542' }, null)).toEqual([]);
    expect(await code(null, { code: '501-002542', organizationId: 'pc:5' }, null)).toMatchObject([{ path: 'code' }]);
  });
});

describe('checking an association', () => {
  it('asks for a code that exists and is not associated yet, of a group that exists', async () => {
    const { fixtures, association } = await checks();
    expect(await association('pc:909', 'pc:404')).toMatchObject([{ path: 'producerCodeId' }]);
    expect(await association('pc:909', 'pc:6')).toEqual([]);
    await fixtures.associate('pc:909', 'pc:6', 'operator');
    expect(await association('pc:909', 'pc:6')).toMatchObject([{ path: 'producerCodeId' }]);
    expect(await association('pc:404', 'pc:404')).toEqual([]);
  });
});
