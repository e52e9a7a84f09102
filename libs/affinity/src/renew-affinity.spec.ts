import { describe, it, expect } from '@jest/globals';
import { plainDate } from '@affinity-engine/kernel';
import { aCatalogue, affinityRig, aPlan, aProduct, findingProblems, refusalOf } from './testing/index.js';

describe('renewing', () => {
  it('writes a successor from the day after the last, for as long, and leaves the old one in force to its end', async () => {
    const rig = await affinityRig();
    const old = await rig.contracted({ holder: { cpf: '529.982.247-25' } });
    const { affinity: successor } = await rig.renew(old.id, 'partner-1', {});
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
    expect(rig.stored(old.id)).toEqual({ ...old, status: 'renewed', renewedBy: successor.id, version: 2 });
    expect(rig.events().map(({ type, affinity }) => [type, affinity.id, affinity.status])).toEqual([
      ['affinity.issued', old.id, 'issued'],
      ['affinity.renewed', old.id, 'renewed'],
      ['affinity.issued', successor.id, 'issued'],
    ]);
    expect(rig.requests().find(({ id }) => id === successor.requestId)?.usedBy).toBe(successor.id);
  });

  it('may be for another period and on another plan', async () => {
    const plans = [aPlan(), aPlan({ id: 'full', price: { net: 200_000, fees: 0, periodDays: 365 } })];
    const rig = await affinityRig({ catalogue: aCatalogue({ products: [aProduct({ plans })] }) });
    const { id } = await rig.contracted({ planId: 'basic' });
    const input = { planId: 'full', lifetimeEnd: plainDate('2027-06-30') };
    const { affinity } = await rig.renew(id, 'partner-1', input);
    expect(affinity).toMatchObject({ ...input, lifetimeStart: '2027-01-01', premium: { net: 99_178, fees: 0 } });
  });

  it('is on today’s version of the product, at today’s price', async () => {
    const rig = await affinityRig();
    const { id } = await rig.contracted();
    const plans = [aPlan({ price: { net: 120_000, fees: 0, periodDays: 365 } })];
    rig.products.load(aCatalogue({ products: [aProduct({ version: 'v2', plans })] }));
    const { affinity } = await rig.renew(id, 'partner-1', {});
    expect(affinity).toMatchObject({ productVersion: 'v2', premium: { net: 120_000 } });
    expect(rig.stored(id).productVersion).toBe('v1');
  });

  it('may be answered later by the insurer, and the old one is renewed all the same', async () => {
    const rig = await affinityRig();
    const { id } = await rig.contracted();
    rig.insurers.answers({ outcome: 'pending', answerDueAt: null });
    const { affinity } = await rig.renew(id, 'partner-1', {});
    expect([affinity.status, rig.stored(id).status]).toEqual(['pending', 'renewed']);
    expect(rig.events().at(-1)?.type).toBe('affinity.renewed');
  });

  it('is possible up to the last day, once', async () => {
    const rig = await affinityRig();
    const [one, other] = [await rig.contracted(), await rig.contracted()];
    rig.clock.set('2027-01-01T02:59:59Z'); // 31 December in São Paulo
    const renewals = [rig.renew(one.id, 'partner-1', {}), rig.renew(one.id, 'partner-1', {})].map(refusalOf);
    expect((await Promise.all(renewals)).sort()).toEqual(['TRANSITION-REFUSED', null].sort());
    rig.clock.set('2027-01-01T03:00:00Z');
    expect(await refusalOf(rig.renew(other.id, 'partner-1', {}))).toBe('TRANSITION-REFUSED');
    expect(rig.affinities()).toHaveLength(3);
  });

  it('is refused without any trace where the successor cannot be', async () => {
    const rig = await affinityRig();
    const affinity = await rig.contracted();
    const before = rig.audit().length;
    const refused = {
      'PLAN-UNKNOWN': rig.renew(affinity.id, 'partner-1', { planId: 'none' }),
      'LIFETIME-INVALID': rig.renew(affinity.id, 'partner-1', { lifetimeEnd: plainDate('2026-12-31') }),
      'AFFINITY-UNKNOWN': rig.renew(affinity.id, 'partner-2', {}),
    };
    for (const [code, renewal] of Object.entries(refused)) expect(await refusalOf(renewal)).toBe(code);
    expect(rig.stored(affinity.id)).toEqual(affinity);
    expect([rig.affinities().length, rig.events().length, rig.audit().length]).toEqual([1, 1, before]);
  });

  it('holds the particulars against what the product asks today', async () => {
    const problems: { path: string; expected: string }[] = [];
    const rig = await affinityRig({
      check: (product, kind, value) => findingProblems({ holder: problems })(product, kind, value),
    });
    const { id } = await rig.contracted({ holder: {} });
    problems.push({ path: '/email', expected: 'an address' });
    expect(await refusalOf(rig.renew(id, 'partner-1', {}))).toBe('HOLDER-INVALID');
  });

  it('is refused where the product is no longer sold, or by this partner', async () => {
    const rig = await affinityRig();
    const { id } = await rig.contracted();
    rig.products.load(aCatalogue({ products: [] }));
    expect(await refusalOf(rig.renew(id, 'partner-1', {}))).toBe('PRODUCT-UNKNOWN');
    rig.products.load(aCatalogue());
    await rig.work.run(async ({ partners }) => {
      const partner = await partners.find('partner-1');
      if (partner !== null) partners.save({ ...partner, productIds: [] });
    });
    expect(await refusalOf(rig.renew(id, 'partner-1', {}))).toBe('PRODUCT-NOT-OFFERED');
  });
});
