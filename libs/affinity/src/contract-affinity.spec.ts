import { describe, it, expect } from '@jest/globals';
import { instant, plainDate, type Once } from '@affinity-engine/kernel';
import type { AffinityWithProduct } from './read-affinity.js';
import {
  aCatalogue,
  affinityFixtures,
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
    const fixtures = await affinityFixtures();
    const affinity = await fixtures.contracted({ holder: { cpf: '529.982.247-25' } });
    expect(affinity).toMatchObject({
      status: 'issued',
      issuedAt: '2026-01-02T12:00:00.000Z',
      answerDueAt: null,
      holderDocument: '52998224725',
      planId: 'basic',
      paid: 108_380,
      version: 1,
    });
    expect(fixtures.affinities()).toEqual([affinity]);
    expect(fixtures.events()).toEqual([
      { type: 'affinity.issued', partnerId: 'partner-1', affinity, product: aProduct(), at: affinity.createdAt },
    ]);
    expect(fixtures.audit().at(-1)).toEqual({ actor: 'partner-1', action: 'affinity.issued', subject: affinity.id });
    expect(fixtures.requests()).toEqual([anAffinityRequest({ id: affinity.requestId, usedBy: affinity.id })]);
  });

  it.each([instant('2026-01-02T12:00:30Z'), null])(
    'waits where the insurer answers later (%s), without an event yet',
    async (answerDueAt) => {
      const fixtures = await affinityFixtures();
      fixtures.insurers.answers({ outcome: 'pending', answerDueAt });
      const affinity = await fixtures.contracted();
      expect(affinity).toMatchObject({ status: 'pending', issuedAt: null, answerDueAt });
      expect(fixtures.events()).toEqual([]);
      expect(fixtures.audit().at(-1)).toEqual({ actor: 'partner-1', action: 'affinity.pending', subject: affinity.id });
    },
  );

  it('taxes at the rate of the offer while the request stands, also where another one is in force by now', async () => {
    const fixtures = await affinityFixtures();
    const { taxes } = aCatalogue();
    const higher = { jurisdiction: 'BR', line: 'general', from: plainDate('2026-01-05'), rate: '0.10' };
    fixtures.products.load(aCatalogue({ taxes: [...taxes, higher] }));
    const { request } = await fixtures.request('product-1', 'partner-1');
    fixtures.clock.set('2026-01-06T12:00:00Z');
    const input = contractInput({ requestId: request.id });
    const { affinity } = await fixtures.contract(input, 'partner-1');
    expect(affinity.premium).toMatchObject({ tax: 7_380 });
    expect((await fixtures.contracted()).premium).toMatchObject({ tax: 10_000 });
  });

  it('takes an external reference of up to 64 characters', async () => {
    const fixtures = await affinityFixtures();
    const longest = 'é'.repeat(63) + '🚲';
    expect(await fixtures.contracted({ externalReference: longest })).toMatchObject({ externalReference: longest });
    await expect(fixtures.contracted({ externalReference: `${longest}.` })).rejects.toMatchObject({
      code: 'EXTERNAL-REFERENCE-TOO-LONG',
      properties: { length: 65 },
    });
  });

  it('takes the named plan, the only one without a name, and none of several', async () => {
    const fixtures = await affinityFixtures({ catalogue: catalogueOf({ plans: twoPlans }) });
    expect(await fixtures.contracted({ planId: 'full' })).toMatchObject({ planId: 'full', premium: { net: 200_000 } });
    expect(await refusalOf(fixtures.contracted())).toBe('PLAN-REQUIRED');
    expect(await refusalOf(fixtures.contracted({ planId: 'none' }))).toBe('PLAN-UNKNOWN');
    expect(await refusalOf((await affinityFixtures()).contracted())).toBeNull();
  });

  it('uses the version the request pinned, not that of today', async () => {
    const fixtures = await affinityFixtures();
    const { request } = await fixtures.request('product-1', 'partner-1');
    fixtures.products.load(catalogueOf({ version: 'v2', plans: twoPlans }));
    const { affinity, product } = await fixtures.contract(contractInput({ requestId: request.id }), 'partner-1');
    expect([affinity.productVersion, product.version, affinity.planId]).toEqual(['v1', 'v1', 'basic']);
  });

  it.each([
    ['a period that ends before it begins', { lifetimeEnd: plainDate('2025-12-31') }, {}, 'LIFETIME-INVALID'],
    ['no holder where the product needs one', {}, { holder: { required: true, schema: {} } }, 'HOLDER-REQUIRED'],
    ['no item where the product needs one', {}, { item: { required: true, schema: {} } }, 'ITEM-REQUIRED'],
    ['a request there is none of', { requestId: 'nothing' }, {}, 'REQUEST-UNKNOWN'],
  ])('is refused with %s, and leaves the request open', async (_, input, product, code) => {
    const fixtures = await affinityFixtures({ catalogue: catalogueOf(product) });
    expect(await refusalOf(fixtures.contracted(input))).toBe(code);
    expect(fixtures.affinities()).toEqual([]);
    expect(fixtures.events()).toEqual([]);
    expect(fixtures.requests()).toMatchObject([{ usedBy: null }]);
  });

  it('is refused with every problem of holder and item', async () => {
    const problems = [{ path: '/cpf', expected: 'a CPF' }];
    const fixtures = await affinityFixtures({ check: findingProblems({ item: problems }) });
    await expect(fixtures.contracted({ holder: {}, item: {} })).rejects.toMatchObject({
      code: 'ITEM-INVALID',
      properties: { problems },
    });
  });

  it('is refused to any other partner as if there were no such request', async () => {
    const fixtures = await affinityFixtures();
    const { request } = await fixtures.request('product-1', 'partner-1');
    expect(await refusalOf(fixtures.contract(contractInput({ requestId: request.id }), 'partner-2'))).toBe(
      'REQUEST-UNKNOWN',
    );
  });

  it.each(['suspended', 'pending'] as const)(
    'is refused where the partner is %s with the insurer by then',
    async (standing) => {
      const fixtures = await affinityFixtures();
      const { request } = await fixtures.request('product-1', 'partner-1');
      await fixtures.work.run(async ({ partners }) => {
        const partner = await partners.find('partner-1');
        if (partner !== null) partners.save({ ...partner, standings: { 'insurer-1': standing } });
      });
      expect(await refusalOf(fixtures.contract(contractInput({ requestId: request.id }), 'partner-1'))).toBe(
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
    const fixtures = await affinityFixtures();
    const { request } = await fixtures.request('product-1', 'partner-1');
    fixtures.clock.set(at);
    expect(await refusalOf(fixtures.contract(contractInput({ requestId: request.id }), 'partner-1'))).toBe(code);
  });

  it('is contracted once, also by two at the same time', async () => {
    const fixtures = await affinityFixtures();
    const { request } = await fixtures.request('product-1', 'partner-1');
    const contract = () => refusalOf(fixtures.contract(contractInput({ requestId: request.id }), 'partner-1'));
    expect((await Promise.all([contract(), contract(), contract()])).sort()).toEqual(
      [null, 'REQUEST-USED', 'REQUEST-USED'].sort(),
    );
    expect(await contract()).toBe('REQUEST-USED');
    expect(fixtures.affinities()).toHaveLength(1);
    expect(fixtures.events()).toHaveLength(1);
  });

  it('that was contracted is refused as used even after it expired', async () => {
    const fixtures = await affinityFixtures();
    const { requestId } = await fixtures.contracted();
    fixtures.clock.advance({ days: 30 });
    expect(await refusalOf(fixtures.contract(contractInput({ requestId }), 'partner-1'))).toBe('REQUEST-USED');
  });

  it('contracted again by the same key is answered with the first answer, before and after it expired', async () => {
    const fixtures = await affinityFixtures();
    const { request } = await fixtures.request('product-1', 'partner-1');
    const contract = () => answerOf(fixtures.contract(contractInput({ requestId: request.id }), 'partner-1', once));
    const answers = await Promise.all([contract(), contract(), contract()]);
    fixtures.clock.advance({ days: 30 });
    answers.push(await contract());
    const id = fixtures.affinities()[0]?.id;
    expect(
      new Set(
        answers.map((answer) => (typeof answer === 'string' ? answer : (answer as AffinityWithProduct).affinity.id)),
      ),
    ).toEqual(new Set([id]));
    expect(fixtures.events()).toHaveLength(1);
  });
});

describe('the insurer', () => {
  it('is asked about one and the same affinity however often the body runs', async () => {
    const fixtures = await affinityFixtures();
    const { request } = await fixtures.request('product-1', 'partner-1');
    const input = contractInput({ requestId: request.id });
    await Promise.all([
      fixtures.contract(input, 'partner-1').catch(() => undefined),
      fixtures.contract(input, 'partner-1', once).catch(() => undefined),
    ]);
    expect(new Set(fixtures.insurers.asked()).size).toBe(2);
  });

  it('is asked about nothing that is refused anyway', async () => {
    const fixtures = await affinityFixtures({ check: findingProblems({ holder: [{ path: '', expected: 'x' }] }) });
    await refusalOf(fixtures.contracted({ holder: {} }));
    expect(fixtures.insurers.asked()).toEqual([]);
  });
});
