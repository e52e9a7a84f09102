import { describe, expect, it } from '@jest/globals';
import type { Reason } from '@affinity-engine/eligibility';
import { partnerOf } from './find-or-throw.js';
import { affinityFixtures, contractInput, refusalOf } from './testing/index.js';

const linked = { affinityGroupIds: ['pc:909'], defaultProducerCode: 'pc:6' };
const reasons: readonly Reason[] = [
  { code: 'PRODUCER-CODE-NOT-IN-GROUP', groupId: 'pc:909' },
  { code: 'GROUP-ENDED', groupId: 'pc:909' },
];
const holder = (state: unknown) => ({ address: { state_code: state } });

describe('what a partner’s groups are asked', () => {
  it('is, of a request, what is known: the partner’s groups, the product, today', async () => {
    const fixtures = await affinityFixtures({ partner: linked });
    await fixtures.request('product-1', 'partner-1');
    expect(fixtures.eligibility.asked()).toEqual([
      {
        groupIds: ['pc:909'],
        producerCode: 'pc:6',
        productId: 'product-1',
        on: '2026-01-02',
        jurisdiction: null,
      },
    ]);
  });

  it('is, of a contract, the first day of cover, the holder’s state, and the code the request named', async () => {
    const fixtures = await affinityFixtures({ partner: linked });
    const { request } = await fixtures.request('product-1', 'partner-1', undefined, 'pc:7');
    await fixtures.contract(contractInput({ requestId: request.id, holder: holder('SP') }), 'partner-1');
    expect(request.producerCode).toBe('pc:7');
    expect(fixtures.eligibility.asked().slice(1)).toEqual([
      { groupIds: ['pc:909'], producerCode: 'pc:7', productId: 'product-1', on: '2026-01-01', jurisdiction: 'BR_SP' },
    ]);
  });

  it('is, of a renewal, the first day of the successor, and the code goes on', async () => {
    const fixtures = await affinityFixtures({ partner: linked });
    const { request } = await fixtures.request('product-1', 'partner-1', undefined, 'pc:7');
    const input = contractInput({ requestId: request.id, holder: holder('RJ') });
    const { affinity } = await fixtures.contract(input, 'partner-1');
    const { affinity: successor } = await fixtures.renew(affinity.id, 'partner-1', {});
    expect(fixtures.eligibility.asked().at(-1)).toMatchObject({
      producerCode: 'pc:7',
      on: '2027-01-01',
      jurisdiction: 'BR_RJ',
    });
    expect(fixtures.requests().find(({ id }) => id === successor.requestId)?.producerCode).toBe('pc:7');
  });

  it.each([
    ['nothing is known of the holder', null],
    ['the holder has no address', {}],
    ['the address is empty', { address: null }],
    ['the state is no text', holder(35)],
  ])('names no jurisdiction where %s', async (_, particulars) => {
    const fixtures = await affinityFixtures({ partner: linked });
    await fixtures.contracted({ holder: particulars });
    expect(fixtures.eligibility.asked().at(-1)?.jurisdiction).toBeNull();
  });

  it('names no code where neither the request nor the partner does', async () => {
    const fixtures = await affinityFixtures();
    await fixtures.contracted();
    expect(fixtures.eligibility.asked().map(({ producerCode, groupIds }) => [producerCode, groupIds])).toEqual([
      [null, []],
      [null, []],
    ]);
  });
});

describe('a sale the groups do not admit', () => {
  it('is not requested, with every reason listed', async () => {
    const fixtures = await affinityFixtures({ partner: linked });
    fixtures.eligibility.answers(reasons);
    await expect(fixtures.request('product-1', 'partner-1')).rejects.toMatchObject({
      code: 'NOT-ELIGIBLE',
      properties: { reasons: reasons.map((reason) => expect.objectContaining(reason)) },
    });
    expect(fixtures.requests()).toEqual([]);
  });

  it('is not contracted, and the request can be used once the groups admit it', async () => {
    const fixtures = await affinityFixtures({ partner: linked });
    const { request } = await fixtures.request('product-1', 'partner-1');
    fixtures.eligibility.answers(reasons);
    const contract = () => fixtures.contract(contractInput({ requestId: request.id }), 'partner-1');
    expect(await refusalOf(contract())).toBe('NOT-ELIGIBLE');
    expect([fixtures.affinities(), fixtures.events(), fixtures.insurers.asked()]).toEqual([[], [], []]);
    fixtures.eligibility.answers([]);
    expect(await refusalOf(contract())).toBeNull();
  });

  it('is not renewed', async () => {
    const fixtures = await affinityFixtures({ partner: linked });
    const { id } = await fixtures.contracted();
    fixtures.eligibility.answers(reasons);
    expect(await refusalOf(fixtures.renew(id, 'partner-1', {}))).toBe('NOT-ELIGIBLE');
    expect(fixtures.stored(id).status).toBe('issued');
  });
});

describe('a partner that is changed while it sells', () => {
  it('sells by what holds then', async () => {
    const fixtures = await affinityFixtures({ partner: linked });
    const { request } = await fixtures.request('product-1', 'partner-1');
    const { id } = await fixtures.contracted();
    const sales = [
      () => fixtures.request('product-1', 'partner-1'),
      () => fixtures.contract(contractInput({ requestId: request.id }), 'partner-1'),
      () => fixtures.renew(id, 'partner-1', {}),
    ];
    for (const sale of sales) {
      const offered = (productIds: readonly string[]) =>
        fixtures.work.run(async ({ partners }) =>
          partners.save({ ...(await partnerOf(partners, 'partner-1')), productIds }),
        );
      const before = [fixtures.affinities().length, fixtures.requests().length];
      fixtures.eligibility.during(() => offered([]));
      expect(await refusalOf(sale())).toBe('PRODUCT-NOT-OFFERED');
      expect([fixtures.affinities().length, fixtures.requests().length]).toEqual(before);
      await offered(['product-1']);
    }
  });
});
