import { answerByCallback } from './answer-affinity.js';
import { describe, it, expect } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { expireAffinities } from './scheduled-jobs.js';
import { aCatalogue, added, affinityFixtures, anAffinity, refusalOf, type AffinityFixtures } from './testing/index.js';

const due = instant('2026-01-02T12:00:30Z');

const pendingUntil = async (fixtures: AffinityFixtures, answerDueAt: typeof due | null) => {
  fixtures.insurers.answers({ outcome: 'pending', answerDueAt });
  return fixtures.contracted();
};

describe('the insurer’s answer', () => {
  it.each([
    ['issued', { status: 'issued', cancellation: null, dateEnd: null }, 'affinity.issued'],
    ['declined', { status: 'canceled', issuedAt: null, dateEnd: '2026-01-02' }, 'affinity.canceled'],
  ] as const)('%s is recorded once, with event and audit entry, from any caller', async (outcome, changed, type) => {
    const fixtures = await affinityFixtures();
    const { id } = await pendingUntil(fixtures, null);
    const { affinity, product } = await fixtures.answer(id, outcome, 'operator');
    expect(affinity).toMatchObject({ ...changed, answerDueAt: null, version: 2 });
    expect(product.version).toBe(affinity.productVersion);
    expect(fixtures.events().map((event) => [event.type, event.affinity.status])).toEqual([[type, changed.status]]);
    const details = outcome === 'declined' ? { details: { outcome } } : {};
    expect(fixtures.audit().at(-1)).toEqual({ actor: 'operator', action: type, subject: id, ...details });
    expect(await refusalOf(fixtures.answer(id, 'issued', 'insurer:callback'))).toBe('TRANSITION-REFUSED');
  });

  it('by callback is given again to an insurer that repeats it, and refused where another one stands', async () => {
    const fixtures = await affinityFixtures();
    const byCallback = answerByCallback(fixtures.work, fixtures.products, fixtures.clock);
    const { id } = await pendingUntil(fixtures, null);
    const answered = await byCallback(id, 'issued');
    expect([answered.status, await byCallback(id, 'issued')]).toEqual(['issued', answered]);
    expect(await refusalOf(byCallback(id, 'declined'))).toBe('TRANSITION-REFUSED');
    expect(await refusalOf(byCallback('nothing', 'issued'))).toBe('AFFINITY-UNKNOWN');
    expect(fixtures.events()).toHaveLength(1);
  });

  it('by callback may be that it declines, again and again', async () => {
    const fixtures = await affinityFixtures();
    const byCallback = answerByCallback(fixtures.work, fixtures.products, fixtures.clock);
    const { id } = await pendingUntil(fixtures, null);
    const answered = await byCallback(id, 'declined');
    expect([answered.status, await byCallback(id, 'declined')]).toEqual(['canceled', answered]);
    expect(await refusalOf(byCallback(id, 'issued'))).toBe('TRANSITION-REFUSED');
  });

  it('by callback that cannot be recorded is not accepted', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await pendingUntil(fixtures, null);
    const lost = { ...fixtures.products, at: () => Promise.reject(new Error('the disk is full')) };
    const byCallback = answerByCallback(fixtures.work, lost, fixtures.clock);
    for (const outcome of ['issued', 'declined'] as const) {
      await expect(byCallback(id, outcome)).rejects.toThrow('the disk is full');
    }
  });

  it('is refused for an unknown affinity, and for one that has ended meanwhile', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await pendingUntil(fixtures, null);
    expect(await refusalOf(fixtures.answer('nothing', 'issued', 'operator'))).toBe('AFFINITY-UNKNOWN');
    fixtures.clock.set('2027-01-01T12:00:00Z');
    expect(await refusalOf(fixtures.answer(id, 'issued', 'operator'))).toBe('TRANSITION-REFUSED');
  });

  it('of the embedded insurer comes when it is due, not before, and once', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await pendingUntil(fixtures, due);
    fixtures.clock.advance({ seconds: 29 });
    expect(await fixtures.answerAll()).toBe(0);
    fixtures.clock.advance({ seconds: 1 });
    expect((await Promise.all([fixtures.answerAll(), fixtures.answerAll()])).sort()).toEqual([0, 1]);
    expect(await fixtures.answerAll()).toBe(0);
    expect(fixtures.stored(id).status).toBe('issued');
    expect(fixtures.audit().at(-1)?.actor).toBe('insurer:embedded');
    expect(fixtures.events()).toHaveLength(1);
  });

  it('given by an operator first, stands', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await pendingUntil(fixtures, due);
    fixtures.clock.advance({ seconds: 30 });
    await Promise.all([fixtures.answer(id, 'declined', 'operator'), fixtures.answerAll()]);
    expect(fixtures.stored(id).status).toBe('canceled');
    expect(fixtures.events()).toHaveLength(1);
  });
});

describe('the end of a lifetime', () => {
  it('expires what was in force or pending, the day after its last, with event and trace', async () => {
    const fixtures = await affinityFixtures();
    const issued = await fixtures.contracted();
    const pending = await pendingUntil(fixtures, null);
    fixtures.clock.set('2027-01-01T02:59:59Z');
    expect(await fixtures.expireAll()).toBe(0);
    fixtures.clock.set('2027-01-01T03:00:00Z');
    expect(await fixtures.expireAll()).toBe(2);
    expect([fixtures.stored(issued.id).status, fixtures.stored(pending.id).status]).toEqual(['expired', 'expired']);
    expect(
      fixtures
        .events()
        .slice(1)
        .map(({ type }) => type),
    ).toEqual(['affinity.expired', 'affinity.expired']);
    expect(fixtures.audit().at(-1)?.actor).toBe('engine');
    expect(await fixtures.expireAll()).toBe(0);
  });

  it('leaves renewed and canceled ones as they are', async () => {
    const fixtures = await affinityFixtures();
    const [renewed, canceled] = [await fixtures.contracted(), await fixtures.contracted()];
    await fixtures.renew(renewed.id, 'partner-1', {});
    await fixtures.cancel(canceled.id, 'partner-1', 'default', null);
    fixtures.clock.set('2027-06-01T12:00:00Z');
    expect(await fixtures.expireAll()).toBe(0);
    expect([fixtures.stored(renewed.id).status, fixtures.stored(canceled.id).status]).toEqual(['renewed', 'canceled']);
  });

  it('happens once each, with any number of processes and after any downtime', async () => {
    const fixtures = await affinityFixtures();
    const affinities = Array.from({ length: 450 }, (_, index) => anAffinity({ id: `affinity-${index}` }));
    await added(fixtures.work, ...affinities);
    fixtures.clock.set('2031-01-01T12:00:00Z');
    let expired = 0;
    for (let round = await Promise.all([1, 2, 3].map(fixtures.expireAll)); round.some(Boolean);) {
      expired += round.reduce((sum, count) => sum + count, 0);
      round = await Promise.all([1, 2, 3].map(fixtures.expireAll));
    }
    expect(expired).toBe(450);
    expect(new Set(fixtures.events().map(({ affinity }) => affinity.id)).size).toBe(450);
    expect(fixtures.events()).toHaveLength(450);
  });

  it('of one that fails does not stop the others', async () => {
    const fixtures = await affinityFixtures();
    await added(fixtures.work, anAffinity({ id: 'broken', productVersion: 'v0' }), anAffinity({ id: 'sound' }));
    fixtures.clock.set('2027-01-01T12:00:00Z');
    expect(await refusalOf(fixtures.expireAll())).toBe('PRODUCT-UNKNOWN');
    expect(fixtures.stored('sound').status).toBe('expired');
    fixtures.products.load(aCatalogue({ products: [{ ...aCatalogue().products[0]!, version: 'v0' }] }));
    fixtures.clock.advance({ seconds: 30 });
    expect(await fixtures.expireAll()).toBe(1);
  });

  it('that was found too early is none', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await fixtures.contracted();
    const lists = { ...fixtures.lists, ended: async () => [id, 'gone'] };
    expect(await expireAffinities(fixtures.work, lists, fixtures.products, fixtures.clock)()).toBe(0);
  });
});
