import { describe, it, expect } from '@jest/globals';
import { plainDate } from '@affinity-engine/kernel';
import { aCatalogue, affinityFixtures, aPlan, aProduct, findingProblems, refusalOf } from './testing/index.js';

describe('renewing', () => {
  it('writes a successor from the day after the last, for as long, and leaves the old one in force to its end', async () => {
    const fixtures = await affinityFixtures();
    const old = await fixtures.contracted({ holder: { cpf: '529.982.247-25' } });
    const { affinity: successor } = await fixtures.renew(old.id, 'partner-1', {});
    expect(successor).toMatchObject({
      status: 'issued',
      lifetimeStart: '2027-01-01',
      lifetimeEnd: '2027-12-31',
      planId: 'basic',
      holder: old.holder,
      holderDocument: '52998224725',
      renewedFrom: old.id,
      premium: old.premium,
    });
    expect(fixtures.stored(old.id)).toEqual({ ...old, status: 'renewed', renewedBy: successor.id, version: 2 });
    expect(fixtures.events().map(({ type, affinity }) => [type, affinity.id, affinity.status])).toEqual([
      ['affinity.issued', old.id, 'issued'],
      ['affinity.renewed', old.id, 'renewed'],
      ['affinity.issued', successor.id, 'issued'],
    ]);
    expect(fixtures.requests().find(({ id }) => id === successor.requestId)?.usedBy).toBe(successor.id);
  });

  it('may be for another period and on another plan', async () => {
    const plans = [aPlan(), aPlan({ id: 'full', price: { net: 200_000, fees: 0, periodDays: 365 } })];
    const fixtures = await affinityFixtures({ catalogue: aCatalogue({ products: [aProduct({ plans })] }) });
    const { id } = await fixtures.contracted({ planId: 'basic' });
    const input = { planId: 'full', lifetimeEnd: plainDate('2027-06-30') };
    const { affinity } = await fixtures.renew(id, 'partner-1', input);
    expect(affinity).toMatchObject({ ...input, lifetimeStart: '2027-01-01', premium: { net: 99_178, fees: 0 } });
  });

  it('is for a whole year after a whole year, also over 29 February, and for as long as its plan fixes', async () => {
    const plans = [aPlan(), aPlan({ id: 'fixed', lifetimeDays: 365 })];
    const fixtures = await affinityFixtures({ catalogue: aCatalogue({ products: [aProduct({ plans })] }) });
    const year = { lifetimeStart: plainDate('2027-01-01'), lifetimeEnd: plainDate('2027-12-31') };
    for (const [planId, lifetimeEnd] of [
      ['basic', '2028-12-31'],
      ['fixed', '2028-12-30'],
    ] as const) {
      const { id } = await fixtures.contracted({ ...year, planId });
      const { affinity } = await fixtures.renew(id, 'partner-1', {});
      expect(affinity).toMatchObject({ lifetimeStart: '2028-01-01', lifetimeEnd });
    }
  });

  it('on a plan that fixes its lifetime is that long, not as long as the old one', async () => {
    const plans = [aPlan(), aPlan({ id: 'fixed', lifetimeDays: 90 })];
    const fixtures = await affinityFixtures({ catalogue: aCatalogue({ products: [aProduct({ plans })] }) });
    const { id } = await fixtures.contracted({ planId: 'basic' });
    const { affinity } = await fixtures.renew(id, 'partner-1', { planId: 'fixed' });
    expect(affinity).toMatchObject({ lifetimeStart: '2027-01-01', lifetimeEnd: '2027-03-31' });
  });

  it('is on today’s version of the product, at today’s price', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await fixtures.contracted();
    const plans = [aPlan({ price: { net: 120_000, fees: 0, periodDays: 365 } })];
    fixtures.products.load(aCatalogue({ products: [aProduct({ version: 'v2', plans })] }));
    const { affinity } = await fixtures.renew(id, 'partner-1', {});
    expect(affinity).toMatchObject({ productVersion: 'v2', premium: { net: 120_000 } });
    expect(fixtures.stored(id).productVersion).toBe('v1');
  });

  it('may be answered later by the insurer, and the old one is not renewed before', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await fixtures.contracted();
    fixtures.insurers.answers({ outcome: 'pending', answerDueAt: null });
    const { affinity } = await fixtures.renew(id, 'partner-1', {});
    expect([affinity.status, fixtures.stored(id).status]).toEqual(['pending', 'issued']);
    expect(fixtures.informed()).toEqual([{ type: 'insurer.risk-submitted', affinityId: affinity.id }]);
  });

  it('is possible up to the last day, once', async () => {
    const fixtures = await affinityFixtures();
    const [one, other] = [await fixtures.contracted(), await fixtures.contracted()];
    fixtures.clock.set('2027-01-01T02:59:59Z'); // 31 December in São Paulo
    const renewals = [fixtures.renew(one.id, 'partner-1', {}), fixtures.renew(one.id, 'partner-1', {})].map(refusalOf);
    expect((await Promise.all(renewals)).sort()).toEqual(['TRANSITION-REFUSED', null].sort());
    fixtures.clock.set('2027-01-01T03:00:00Z');
    expect(await refusalOf(fixtures.renew(other.id, 'partner-1', {}))).toBe('TRANSITION-REFUSED');
    expect(fixtures.affinities()).toHaveLength(3);
  });

  it('is refused without any trace where the successor cannot be', async () => {
    const fixtures = await affinityFixtures();
    const affinity = await fixtures.contracted();
    const before = fixtures.audit().length;
    const refused = {
      'PLAN-UNKNOWN': fixtures.renew(affinity.id, 'partner-1', { planId: 'none' }),
      'LIFETIME-INVALID': fixtures.renew(affinity.id, 'partner-1', { lifetimeEnd: plainDate('2026-12-31') }),
      'AFFINITY-UNKNOWN': fixtures.renew(affinity.id, 'partner-2', {}),
    };
    for (const [code, renewal] of Object.entries(refused)) expect(await refusalOf(renewal)).toBe(code);
    expect(fixtures.stored(affinity.id)).toEqual(affinity);
    expect([fixtures.affinities().length, fixtures.events().length, fixtures.audit().length]).toEqual([1, 1, before]);
  });

  it('is refused beyond the last day of the calendar', async () => {
    const fixtures = await affinityFixtures();
    for (const [start, end] of [
      ['9999-01-01', '9999-12-31'],
      ['9999-01-01', '9999-11-01'],
    ] as const) {
      const cover = { lifetimeStart: plainDate(start), lifetimeEnd: plainDate(end) };
      const { id } = await fixtures.contracted(cover);
      expect(await refusalOf(fixtures.renew(id, 'partner-1', {}))).toBe('LIFETIME-INVALID');
    }
  });

  it('holds the particulars against what the product asks today', async () => {
    const problems: { path: string; expected: string }[] = [];
    const fixtures = await affinityFixtures({
      check: (...given) => findingProblems({ holder: problems })(...given),
    });
    const { id } = await fixtures.contracted({ holder: {} });
    problems.push({ path: '/email', expected: 'an address' });
    expect(await refusalOf(fixtures.renew(id, 'partner-1', {}))).toBe('HOLDER-INVALID');
  });

  it('is refused where the product is no longer sold, or by this partner', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await fixtures.contracted();
    fixtures.products.load(aCatalogue({ products: [] }));
    expect(await refusalOf(fixtures.renew(id, 'partner-1', {}))).toBe('PRODUCT-UNKNOWN');
    fixtures.products.load(aCatalogue());
    await fixtures.work.run(async ({ partners }) => {
      const partner = await partners.find('partner-1');
      if (partner !== null) partners.save({ ...partner, productIds: [] });
    });
    expect(await refusalOf(fixtures.renew(id, 'partner-1', {}))).toBe('PRODUCT-NOT-OFFERED');
  });
});
