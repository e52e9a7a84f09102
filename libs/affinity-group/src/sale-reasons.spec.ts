import { describe, expect, it } from '@jest/globals';
import type { SaleRequest } from '@affinity-engine/eligibility';
import { instant, plainDate } from '@affinity-engine/kernel';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { affinityGroupFixtures } from './testing/index.js';

const asked = (overrides: Partial<SaleRequest> = {}): SaleRequest => ({
  groupIds: ['pc:909'],
  producerCode: 'pc:6',
  productId: 'product-1',
  on: plainDate('2026-01-15'),
  jurisdiction: 'BR_SP',
  ...overrides,
});

/** The closed group `pc:909` is sold through `pc:6` in January, in São Paulo. */
async function selling() {
  const fixtures = await affinityGroupFixtures();
  await fixtures.associate('pc:909', 'pc:6', 'operator');
  const [startDate, endDate] = [instant('2026-01-01T00:00:00Z'), instant('2026-01-31T23:00:00Z')];
  const terms = { startDate, endDate, jurisdictions: ['BR_SP'], products: ['product-1'] };
  await fixtures.changeGroup('pc:909', terms, null, 'operator');
  const codes = async (overrides: Partial<SaleRequest> = {}) =>
    (await fixtures.reasons(asked(overrides))).map(({ code }) => code);
  return { ...fixtures, codes };
}

describe('a sale', () => {
  it.each<[string, Partial<SaleRequest>, readonly string[]]>([
    ['through an associated code', {}, []],
    ['through a code as people write it', { producerCode: '100-002541' }, []],
    ['on the first day', { on: plainDate('2026-01-01') }, []],
    ['on the last day', { on: plainDate('2026-01-31') }, []],
    ['too early', { on: plainDate('2025-12-31') }, ['GROUP-NOT-STARTED']],
    ['too late', { on: plainDate('2026-02-01') }, ['GROUP-ENDED']],
    ['through another code', { producerCode: 'pc:7' }, ['PRODUCER-CODE-NOT-IN-GROUP']],
    ['through an unknown code', { producerCode: 'pc:404' }, ['PRODUCER-CODE-UNKNOWN']],
    ['through no code', { producerCode: null }, ['PRODUCER-CODE-REQUIRED']],
    ['of another product', { productId: 'product-2' }, ['PRODUCT-NOT-IN-GROUP']],
    ['to somebody in another state', { jurisdiction: 'BR_RJ' }, ['JURISDICTION-NOT-IN-GROUP']],
    ['to somebody in a state not known yet', { jurisdiction: null }, []],
    ['of a seller linked to no group', { groupIds: [], producerCode: null, productId: 'any' }, []],
    [
      'of a seller linked to no group, through an unknown code',
      { groupIds: [], producerCode: 'x' },
      ['PRODUCER-CODE-UNKNOWN'],
    ],
    ['admitted by another group of the seller', { groupIds: ['pc:909', 'pc:707'], productId: 'product-2' }, []],
  ])('%s', async (_, overrides, expected) => {
    expect(await (await selling()).codes(overrides)).toEqual(expected);
  });

  it('follows the group when it is closed or opened, and the code when it is switched off', async () => {
    const { codes, changeGroup, changeCode } = await selling();
    const through7 = () => codes({ producerCode: 'pc:7' });
    const reported = [await through7()];
    await changeGroup('pc:909', { type: 'Open' }, null, 'operator');
    reported.push(await through7());
    await changeCode('pc:7', { active: false }, null, 'operator');
    reported.push(await through7());
    expect(reported).toEqual([['PRODUCER-CODE-NOT-IN-GROUP'], [], ['PRODUCER-CODE-INACTIVE']]);
  });

  it('under an unknown group is refused', async () => {
    const { reasons } = await selling();
    expect(await refusalOf(reasons(asked({ groupIds: ['pc:404'] })))).toBe('GROUP-UNKNOWN');
  });
});
