import { answerByCallback } from './answer-affinity.js';
import { describe, it, expect } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { expireAffinities } from './scheduled-jobs.js';
import { aCatalogue, added, affinityRig, anAffinity, refusalOf, type AffinityRig } from './testing/index.js';

const due = instant('2026-01-02T12:00:30Z');

const pendingUntil = async (rig: AffinityRig, answerDueAt: typeof due | null) => {
  rig.insurers.answers({ outcome: 'pending', answerDueAt });
  return rig.contracted();
};

describe('the insurer’s answer', () => {
  it.each([
    ['issued', { status: 'issued', cancellation: null, dateEnd: null }, 'affinity.issued'],
    ['declined', { status: 'canceled', issuedAt: null, dateEnd: '2026-01-02' }, 'affinity.canceled'],
  ] as const)('%s is taken once, with event and trace, from whoever gives it', async (outcome, changed, type) => {
    const rig = await affinityRig();
    const { id } = await pendingUntil(rig, null);
    const { affinity, product } = await rig.answer(id, outcome, 'operator');
    expect(affinity).toMatchObject({ ...changed, answerDueAt: null, version: 2 });
    expect(product.version).toBe(affinity.productVersion);
    expect(rig.events().map((event) => [event.type, event.affinity.status])).toEqual([[type, changed.status]]);
    expect(rig.audit().at(-1)).toEqual({ actor: 'operator', action: type, subject: id });
    expect(await refusalOf(rig.answer(id, 'issued', 'insurer:callback'))).toBe('TRANSITION-REFUSED');
  });

  it('by callback is given again to an insurer that repeats it, and refused where another one stands', async () => {
    const rig = await affinityRig();
    const byCallback = answerByCallback(rig.work, rig.products, rig.clock);
    const { id } = await pendingUntil(rig, null);
    const answered = await byCallback(id, 'issued');
    expect([answered.status, await byCallback(id, 'issued')]).toEqual(['issued', answered]);
    expect(await refusalOf(byCallback(id, 'declined'))).toBe('TRANSITION-REFUSED');
    expect(await refusalOf(byCallback('nothing', 'issued'))).toBe('AFFINITY-UNKNOWN');
    expect(rig.events()).toHaveLength(1);
  });

  it('is refused for an unknown affinity, and for one that has ended meanwhile', async () => {
    const rig = await affinityRig();
    const { id } = await pendingUntil(rig, null);
    expect(await refusalOf(rig.answer('nothing', 'issued', 'operator'))).toBe('AFFINITY-UNKNOWN');
    rig.clock.set('2027-01-01T12:00:00Z');
    expect(await refusalOf(rig.answer(id, 'issued', 'operator'))).toBe('TRANSITION-REFUSED');
  });

  it('of the embedded insurer comes when it is due, not before, and once', async () => {
    const rig = await affinityRig();
    const { id } = await pendingUntil(rig, due);
    rig.clock.advance({ seconds: 29 });
    expect(await rig.answerAll()).toBe(0);
    rig.clock.advance({ seconds: 1 });
    expect((await Promise.all([rig.answerAll(), rig.answerAll()])).sort()).toEqual([0, 1]);
    expect(await rig.answerAll()).toBe(0);
    expect(rig.stored(id).status).toBe('issued');
    expect(rig.audit().at(-1)?.actor).toBe('insurer:embedded');
    expect(rig.events()).toHaveLength(1);
  });

  it('given by an operator first, stands', async () => {
    const rig = await affinityRig();
    const { id } = await pendingUntil(rig, due);
    rig.clock.advance({ seconds: 30 });
    await Promise.all([rig.answer(id, 'declined', 'operator'), rig.answerAll()]);
    expect(rig.stored(id).status).toBe('canceled');
    expect(rig.events()).toHaveLength(1);
  });
});

describe('the end of a lifetime', () => {
  it('expires what was in force or pending, the day after its last, with event and trace', async () => {
    const rig = await affinityRig();
    const issued = await rig.contracted();
    const pending = await pendingUntil(rig, null);
    rig.clock.set('2027-01-01T02:59:59Z');
    expect(await rig.expireAll()).toBe(0);
    rig.clock.set('2027-01-01T03:00:00Z');
    expect(await rig.expireAll()).toBe(2);
    expect([rig.stored(issued.id).status, rig.stored(pending.id).status]).toEqual(['expired', 'expired']);
    expect(
      rig
        .events()
        .slice(1)
        .map(({ type }) => type),
    ).toEqual(['affinity.expired', 'affinity.expired']);
    expect(rig.audit().at(-1)?.actor).toBe('engine');
    expect(await rig.expireAll()).toBe(0);
  });

  it('leaves renewed and canceled ones as they are', async () => {
    const rig = await affinityRig();
    const [renewed, canceled] = [await rig.contracted(), await rig.contracted()];
    await rig.renew(renewed.id, 'partner-1', {});
    await rig.cancel(canceled.id, 'partner-1', 'default', null);
    rig.clock.set('2027-06-01T12:00:00Z');
    expect(await rig.expireAll()).toBe(0);
    expect([rig.stored(renewed.id).status, rig.stored(canceled.id).status]).toEqual(['renewed', 'canceled']);
  });

  it('happens once each, with any number of processes and after any downtime', async () => {
    const rig = await affinityRig();
    const affinities = Array.from({ length: 450 }, (_, index) => anAffinity({ id: `affinity-${index}` }));
    await added(rig.work, ...affinities);
    rig.clock.set('2031-01-01T12:00:00Z');
    let expired = 0;
    for (let round = await Promise.all([1, 2, 3].map(rig.expireAll)); round.some(Boolean);) {
      expired += round.reduce((sum, count) => sum + count, 0);
      round = await Promise.all([1, 2, 3].map(rig.expireAll));
    }
    expect(expired).toBe(450);
    expect(new Set(rig.events().map(({ affinity }) => affinity.id)).size).toBe(450);
    expect(rig.events()).toHaveLength(450);
  });

  it('of one that fails does not stop the others', async () => {
    const rig = await affinityRig();
    await added(rig.work, anAffinity({ id: 'broken', productVersion: 'v0' }), anAffinity({ id: 'sound' }));
    rig.clock.set('2027-01-01T12:00:00Z');
    expect(await refusalOf(rig.expireAll())).toBe('PRODUCT-UNKNOWN');
    expect(rig.stored('sound').status).toBe('expired');
    rig.products.load(aCatalogue({ products: [{ ...aCatalogue().products[0]!, version: 'v0' }] }));
    expect(await rig.expireAll()).toBe(1);
  });

  it('that was found too early is none', async () => {
    const rig = await affinityRig();
    const { id } = await rig.contracted();
    const lists = { ...rig.lists, ended: async () => [id, 'gone'] };
    expect(await expireAffinities(rig.work, lists, rig.products, rig.clock)()).toBe(0);
  });
});
