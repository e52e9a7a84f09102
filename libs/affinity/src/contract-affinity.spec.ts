import { describe, it, expect } from '@jest/globals';
import { instant, plainDate, type Once } from '@affinity-engine/kernel';
import type { AffinityWithProduct } from './read-affinity.js';
import {
  aCatalogue,
  affinityRig,
  answerOf,
  anAffinityRequest,
  aPlan,
  aProduct,
  contractInput,
  findingProblems,
  refusalOf,
} from './testing/index.js';

const once: Once<AffinityWithProduct> = { key: 'k', fingerprint: 'f', answer: ({ affinity }) => affinity.id };
const twoPlans = [aPlan(), aPlan({ id: 'full', price: { net: 200_000, fees: 1_000, periodDays: 365 } })];
const catalogueOf = (...overrides: Parameters<typeof aProduct>) => aCatalogue({ products: [aProduct(...overrides)] });

describe('contracting a request', () => {
  it('issues at once where the insurer says so: affinity, event and trace', async () => {
    const rig = await affinityRig();
    const affinity = await rig.contracted({ holder: { cpf: '529.982.247-25' } });
    expect(affinity).toMatchObject({
      status: 'issued',
      issuedAt: '2026-01-02T12:00:00.000Z',
      answerDueAt: null,
      holderDocument: '52998224725',
      planId: 'basic',
      paid: 108_380,
      version: 1,
    });
    expect(rig.affinities()).toEqual([affinity]);
    expect(rig.events()).toEqual([
      { type: 'affinity.issued', partnerId: 'partner-1', affinity, product: aProduct(), at: affinity.createdAt },
    ]);
    expect(rig.audit().at(-1)).toEqual({ actor: 'partner-1', action: 'affinity.issued', subject: affinity.id });
    expect(rig.requests()).toEqual([anAffinityRequest({ id: affinity.requestId, usedBy: affinity.id })]);
  });

  it.each([instant('2026-01-02T12:00:30Z'), null])(
    'waits where the insurer answers later (%s), without an event yet',
    async (answerDueAt) => {
      const rig = await affinityRig();
      rig.insurers.answers({ outcome: 'pending', answerDueAt });
      const affinity = await rig.contracted();
      expect(affinity).toMatchObject({ status: 'pending', issuedAt: null, answerDueAt });
      expect(rig.events()).toEqual([]);
      expect(rig.audit().at(-1)).toEqual({ actor: 'partner-1', action: 'affinity.pending', subject: affinity.id });
    },
  );

  it('takes the named plan, the only one without a name, and none of several', async () => {
    const rig = await affinityRig({ catalogue: catalogueOf({ plans: twoPlans }) });
    expect(await rig.contracted({ planId: 'full' })).toMatchObject({ planId: 'full', premium: { net: 200_000 } });
    expect(await refusalOf(rig.contracted())).toBe('PLAN-REQUIRED');
    expect(await refusalOf(rig.contracted({ planId: 'none' }))).toBe('PLAN-UNKNOWN');
    expect(await refusalOf((await affinityRig()).contracted())).toBeNull();
  });

  it('uses the version the request pinned, not that of today', async () => {
    const rig = await affinityRig();
    const { request } = await rig.request('product-1', 'partner-1');
    rig.products.load(catalogueOf({ version: 'v2', plans: twoPlans }));
    const { affinity, product } = await rig.contract(contractInput({ requestId: request.id }), 'partner-1');
    expect([affinity.productVersion, product.version, affinity.planId]).toEqual(['v1', 'v1', 'basic']);
  });

  it.each([
    ['a period that ends before it begins', { lifetimeEnd: plainDate('2025-12-31') }, {}, 'LIFETIME-INVALID'],
    ['no holder where the product needs one', {}, { holder: { required: true, schema: {} } }, 'HOLDER-REQUIRED'],
    ['no item where the product needs one', {}, { item: { required: true, schema: {} } }, 'ITEM-REQUIRED'],
    ['a request there is none of', { requestId: 'nothing' }, {}, 'REQUEST-UNKNOWN'],
  ])('is refused with %s, and leaves the request open', async (_, input, product, code) => {
    const rig = await affinityRig({ catalogue: catalogueOf(product) });
    expect(await refusalOf(rig.contracted(input))).toBe(code);
    expect(rig.affinities()).toEqual([]);
    expect(rig.events()).toEqual([]);
    expect(rig.requests()).toMatchObject([{ usedBy: null }]);
  });

  it('is refused with every problem of holder and item', async () => {
    const problems = [{ path: '/cpf', expected: 'a CPF' }];
    const rig = await affinityRig({ check: findingProblems({ item: problems }) });
    await expect(rig.contracted({ holder: {}, item: {} })).rejects.toMatchObject({
      code: 'ITEM-INVALID',
      properties: { problems },
    });
  });

  it('is refused to any other partner as if there were no such request', async () => {
    const rig = await affinityRig();
    const { request } = await rig.request('product-1', 'partner-1');
    expect(await refusalOf(rig.contract(contractInput({ requestId: request.id }), 'partner-2'))).toBe(
      'REQUEST-UNKNOWN',
    );
  });

  it.each(['suspended', 'pending'] as const)(
    'is refused where the partner is %s with the insurer by then',
    async (standing) => {
      const rig = await affinityRig();
      const { request } = await rig.request('product-1', 'partner-1');
      await rig.work.run(async ({ partners }) => {
        const partner = await partners.find('partner-1');
        if (partner !== null) partners.save({ ...partner, standings: { 'insurer-1': standing } });
      });
      expect(await refusalOf(rig.contract(contractInput({ requestId: request.id }), 'partner-1'))).toBe(
        'INSURER-NOT-ACTIVE',
      );
    },
  );
});

describe('a request', () => {
  it.each([
    ['2026-01-17T11:59:59.999Z', null],
    ['2026-01-17T12:00:00.000Z', 'REQUEST-EXPIRED'],
    ['2026-02-17T12:00:00.000Z', 'REQUEST-EXPIRED'],
  ])('of 2 January at noon, contracted at %s: %s', async (at, code) => {
    const rig = await affinityRig();
    const { request } = await rig.request('product-1', 'partner-1');
    rig.clock.set(at);
    expect(await refusalOf(rig.contract(contractInput({ requestId: request.id }), 'partner-1'))).toBe(code);
  });

  it('is contracted once, also by two at the same time', async () => {
    const rig = await affinityRig();
    const { request } = await rig.request('product-1', 'partner-1');
    const contract = () => refusalOf(rig.contract(contractInput({ requestId: request.id }), 'partner-1'));
    expect((await Promise.all([contract(), contract(), contract()])).sort()).toEqual(
      [null, 'REQUEST-USED', 'REQUEST-USED'].sort(),
    );
    expect(await contract()).toBe('REQUEST-USED');
    expect(rig.affinities()).toHaveLength(1);
    expect(rig.events()).toHaveLength(1);
  });

  it('that was contracted is refused as used even after it expired', async () => {
    const rig = await affinityRig();
    const { requestId } = await rig.contracted();
    rig.clock.advance({ days: 30 });
    expect(await refusalOf(rig.contract(contractInput({ requestId }), 'partner-1'))).toBe('REQUEST-USED');
  });

  it('contracted again by the same key is answered with the first answer, before and after it expired', async () => {
    const rig = await affinityRig();
    const { request } = await rig.request('product-1', 'partner-1');
    const contract = () => answerOf(rig.contract(contractInput({ requestId: request.id }), 'partner-1', once));
    const answers = await Promise.all([contract(), contract(), contract()]);
    rig.clock.advance({ days: 30 });
    answers.push(await contract());
    const id = rig.affinities()[0]?.id;
    expect(
      new Set(
        answers.map((answer) => (typeof answer === 'string' ? answer : (answer as AffinityWithProduct).affinity.id)),
      ),
    ).toEqual(new Set([id]));
    expect(rig.events()).toHaveLength(1);
  });
});

describe('the insurer', () => {
  it('is asked about one and the same affinity however often the body runs', async () => {
    const rig = await affinityRig();
    const { request } = await rig.request('product-1', 'partner-1');
    const input = contractInput({ requestId: request.id });
    await Promise.all([
      rig.contract(input, 'partner-1').catch(() => undefined),
      rig.contract(input, 'partner-1', once).catch(() => undefined),
    ]);
    expect(new Set(rig.insurers.asked()).size).toBe(2);
  });

  it('is asked about nothing that is refused anyway', async () => {
    const rig = await affinityRig({ check: findingProblems({ holder: [{ path: '', expected: 'x' }] }) });
    await refusalOf(rig.contracted({ holder: {} }));
    expect(rig.insurers.asked()).toEqual([]);
  });
});
