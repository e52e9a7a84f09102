import { describe, it, expect } from '@jest/globals';
import type { Affinity } from './affinity.js';
import { answerByCallback } from './answer-affinity.js';
import { affinityFixtures, anAffinity, added, refusalOf, type AffinityFixtures } from './testing/index.js';

/** An original over 2026 and its successor over 2027, pending or issued. */
const renewed = async (answers: 'pending' | 'issued' = 'pending') => {
  const fixtures = await affinityFixtures();
  const original = await fixtures.contracted();
  fixtures.insurers.answers(answers === 'issued' ? { outcome: 'issued' } : { outcome: 'pending', answerDueAt: null });
  const { affinity: successor } = await fixtures.renew(original.id, 'partner-1', {});
  return { fixtures, original, successor };
};
const told = (fixtures: AffinityFixtures, { id }: Affinity) =>
  fixtures
    .events()
    .filter(({ affinity }) => affinity.id === id)
    .map(({ type, affinity }) => `${type} ${affinity.status}`);
const trail = (fixtures: AffinityFixtures, { id }: Affinity) =>
  fixtures.audit().flatMap(({ subject, actor, action }) => (subject === id ? [`${action} by ${actor}`] : []));

describe('an original whose successor is pending', () => {
  it('stays issued, names it, and only the trail says so', async () => {
    const { fixtures, original, successor } = await renewed();
    expect(fixtures.stored(original.id)).toEqual({ ...original, renewedBy: successor.id, version: 2 });
    expect(successor).toMatchObject({ status: 'pending', renewedFrom: original.id });
    expect(told(fixtures, original)).toEqual(['affinity.issued issued']);
    expect(fixtures.audit()).toContainEqual({
      actor: 'partner-1',
      action: 'affinity.renewal-pending',
      subject: original.id,
      details: { successor: successor.id },
    });
  });

  it('is not renewed a second time', async () => {
    const { fixtures, original, successor } = await renewed();
    await expect(fixtures.renew(original.id, 'partner-1', {})).rejects.toMatchObject({
      code: 'RENEWAL-PENDING',
      properties: { successorId: successor.id },
    });
    expect(fixtures.affinities()).toHaveLength(2);
  });

  it('is renewed when it is issued, and says so before the successor does', async () => {
    const { fixtures, original, successor } = await renewed();
    await fixtures.answer(successor.id, 'issued', 'operator');
    expect(fixtures.stored(original.id)).toMatchObject({ status: 'renewed', renewedBy: successor.id });
    expect(fixtures.happened().slice(1)).toEqual([
      `affinity.renewed ${original.id.slice(-2)}`,
      `affinity.issued ${successor.id.slice(-2)}`,
    ]);
    expect(trail(fixtures, original).at(-1)).toBe('affinity.renewed by operator');
    expect(await refusalOf(fixtures.renew(original.id, 'partner-1', {}))).toBe('TRANSITION-REFUSED');
  });

  it.each<[string, (fixtures: AffinityFixtures, successor: Affinity) => Promise<unknown>, string]>([
    ['declined by an operator', (f, { id }) => f.answer(id, 'declined', 'operator'), 'operator'],
    [
      'declined by callback',
      (f, { id }) => answerByCallback(f.work, f.products, f.clock)(id, 'declined'),
      'insurer:callback',
    ],
    ['canceled', (f, { id }) => f.cancel(id, 'partner-1', 'default', null), 'partner-1'],
  ])('is renewable again when it is %s', async (_, undo, by) => {
    const { fixtures, original, successor } = await renewed();
    await undo(fixtures, successor);
    expect(fixtures.stored(original.id)).toEqual({ ...original, renewedBy: null, version: 3 });
    expect(told(fixtures, original)).toEqual(['affinity.issued issued']);
    expect(trail(fixtures, original).at(-1)).toBe(`affinity.renewal-undone by ${by}`);
    fixtures.insurers.answers({ outcome: 'issued' });
    const { affinity: second } = await fixtures.renew(original.id, 'partner-1', {});
    expect(fixtures.stored(original.id)).toMatchObject({ status: 'renewed', renewedBy: second.id });
  });

  it('is renewable again when it expires without an answer', async () => {
    const fixtures = await affinityFixtures();
    // Enrolled afterwards: the successor's year is over before the insurer has answered, the original's is not.
    const original = anAffinity({ id: 'original', renewedBy: 'successor' });
    const past = { lifetimeStart: '2024-01-01', lifetimeEnd: '2024-12-31' } as unknown as Partial<Affinity>;
    const open = { status: 'pending', issuedAt: null, renewedFrom: 'original' } as const;
    await added(fixtures.work, original, anAffinity({ id: 'successor', ...open, ...past }));
    expect(await fixtures.expireAll()).toBe(1);
    expect(fixtures.stored('original')).toMatchObject({ status: 'issued', renewedBy: null });
  });

  it('expires at its end, and stays expired when the successor is issued', async () => {
    const { fixtures, original, successor } = await renewed();
    fixtures.clock.set('2027-01-01T12:00:00Z');
    expect(await fixtures.expireAll()).toBe(1);
    await fixtures.answer(successor.id, 'issued', 'operator');
    expect(fixtures.stored(original.id).status).toBe('expired');
    expect(told(fixtures, original).slice(1)).toEqual(['affinity.expired expired']);
  });

  it('stays canceled once it is canceled, and the successor is issued all the same', async () => {
    const { fixtures, original, successor } = await renewed();
    await fixtures.cancel(original.id, 'partner-1', 'default', null);
    await fixtures.answer(successor.id, 'issued', 'operator');
    expect([fixtures.stored(original.id).status, fixtures.stored(successor.id).status]).toEqual(['canceled', 'issued']);
  });

  it('is renewable where the successor came to nothing and is still named', async () => {
    const fixtures = await affinityFixtures();
    const declined = anAffinity({ id: 'successor', status: 'canceled', issuedAt: null, renewedFrom: 'original' });
    await added(fixtures.work, anAffinity({ id: 'original', renewedBy: 'successor' }), declined);
    const { affinity } = await fixtures.renew('original', 'partner-1', {});
    expect(fixtures.stored('original')).toMatchObject({ status: 'renewed', renewedBy: affinity.id });
  });

  it('is refused as renewed where the successor is issued already', async () => {
    const fixtures = await affinityFixtures();
    const issued = anAffinity({ id: 'successor', renewedFrom: 'original' });
    await added(fixtures.work, anAffinity({ id: 'original', renewedBy: 'successor' }), issued);
    await expect(fixtures.renew('original', 'partner-1', {})).rejects.toMatchObject({
      code: 'TRANSITION-REFUSED',
      properties: { from: 'renewed', event: 'renew' },
    });
  });
});

describe('an original that was renewed', () => {
  it.each([
    ['within regret', '2026-01-09T12:00:00Z', 'regret', 'issued'],
    ['within regret, on the original’s last day', '2027-01-01T02:00:00Z', 'regret', 'issued'],
    ['within regret, after the original’s end', '2027-01-01T12:00:00Z', 'regret', 'expired'],
    ['before its first day', '2026-06-01T12:00:00Z', 'before-start', 'issued'],
  ])('is reinstated when the successor is canceled %s', async (_, on, rule, status) => {
    const { fixtures, original, successor } = await renewed();
    if (rule === 'regret') fixtures.clock.set(new Date(Date.parse(on) - 3 * 86_400_000).toISOString());
    await fixtures.answer(successor.id, 'issued', 'operator');
    fixtures.clock.set(on);
    const { affinity: canceled } = await fixtures.cancel(successor.id, 'partner-1', 'requested-by-holder', null);
    expect(canceled.cancellation?.rule).toBe(rule);
    expect(fixtures.stored(original.id)).toMatchObject({ status, renewedBy: null, lifetimeEnd: '2026-12-31' });
    expect(fixtures.happened().slice(-2)).toEqual([
      `affinity.canceled ${successor.id.slice(-2)}`,
      `affinity.reinstated ${original.id.slice(-2)}`,
    ]);
    expect(told(fixtures, original).at(-1)).toBe(`affinity.reinstated ${status}`);
    expect(trail(fixtures, original).at(-1)).toBe('affinity.reinstated by partner-1');
  });

  it('may be renewed again, and again be given back', async () => {
    const { fixtures, original, successor } = await renewed('issued');
    await fixtures.cancel(successor.id, 'partner-1', 'default', null);
    const { affinity: second } = await fixtures.renew(original.id, 'partner-1', {});
    await fixtures.cancel(second.id, 'partner-1', 'default', null);
    expect(told(fixtures, original)).toEqual([
      'affinity.issued issued',
      'affinity.renewed renewed',
      'affinity.reinstated issued',
      'affinity.renewed renewed',
      'affinity.reinstated issued',
    ]);
  });

  it('expires at its end once it is reinstated', async () => {
    const { fixtures, original, successor } = await renewed('issued');
    await fixtures.cancel(successor.id, 'partner-1', 'default', null);
    fixtures.clock.set('2027-01-01T12:00:00Z');
    expect(await fixtures.expireAll()).toBe(1);
    expect(fixtures.stored(original.id).status).toBe('expired');
  });

  it('stays renewed where the successor covered some days', async () => {
    const { fixtures, original, successor } = await renewed('issued');
    fixtures.clock.set('2027-03-01T12:00:00Z');
    await fixtures.cancel(successor.id, 'partner-1', 'default', null);
    expect(fixtures.stored(original.id).status).toBe('renewed');
  });

  it('is reinstated when a successor that is pending, as an earlier version left it, is declined', async () => {
    const fixtures = await affinityFixtures();
    const open = { status: 'pending', issuedAt: null, renewedFrom: 'original' } as const;
    const original = anAffinity({ id: 'original', status: 'renewed', renewedBy: 'successor' });
    await added(fixtures.work, original, anAffinity({ id: 'successor', ...open }));
    await fixtures.answer('successor', 'declined', 'operator');
    expect(fixtures.stored('original')).toMatchObject({ status: 'issued', renewedBy: null });
    expect(told(fixtures, original)).toEqual(['affinity.reinstated issued']);
  });

  it('gives its own original back no more: that one has ended', async () => {
    const { fixtures, original, successor } = await renewed('issued');
    fixtures.insurers.answers({ outcome: 'issued' });
    const { affinity: third } = await fixtures.renew(successor.id, 'partner-1', {});
    await fixtures.cancel(third.id, 'partner-1', 'default', null);
    expect([original, successor].map(({ id }) => fixtures.stored(id).status)).toEqual(['renewed', 'issued']);
    await fixtures.cancel(successor.id, 'partner-1', 'default', null);
    expect([original, successor].map(({ id }) => fixtures.stored(id).status)).toEqual(['issued', 'canceled']);
  });
});

describe('canceling an original, and its preview', () => {
  it.each(['pending', 'issued'] as const)('name a successor that is %s, and leave it as it is', async (status) => {
    const { fixtures, original, successor } = await renewed(status);
    const preview = await fixtures.preview(original.id, 'partner-1', 'default');
    const answer = await fixtures.cancel(original.id, 'partner-1', 'default', null);
    expect([preview.successor, answer.successor]).toEqual([successor, successor]);
    expect(fixtures.stored(successor.id)).toEqual(successor);
  });

  it('name none that came to nothing', async () => {
    const { fixtures, original, successor } = await renewed();
    await fixtures.answer(successor.id, 'declined', 'operator');
    expect((await fixtures.preview(original.id, 'partner-1', 'default')).successor).toBeNull();
    expect((await fixtures.cancel(original.id, 'partner-1', 'default', null)).successor).toBeNull();
  });
});
