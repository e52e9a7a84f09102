import { describe, it, expect } from '@jest/globals';
import { addDays, plainDate, type Once } from '@affinity-engine/kernel';
import type { Affinity } from './affinity.js';
import { affinityRig, answerOf, noonOf, refusalOf } from './testing/index.js';

const once: Once<Affinity> = { key: 'k', fingerprint: 'f', answer: ({ cancellation }) => String(cancellation?.refund) };

describe('canceling', () => {
  it('ends the cover today, with event and trace', async () => {
    const rig = await affinityRig();
    const { id } = await rig.contracted();
    rig.clock.set('2026-04-02T02:00:00Z'); // still 1 April in São Paulo
    const canceled = await rig.cancel(id, 'partner-1', 'requested-by-holder', 'mudou de ideia');
    expect(canceled).toMatchObject({
      status: 'canceled',
      dateEnd: '2026-04-01',
      version: 2,
      cancellation: {
        rule: 'short-rate',
        kept: 43_952,
        refund: 64_428,
        description: 'mudou de ideia',
        at: rig.clock.now(),
      },
    });
    expect(rig.stored(id)).toEqual(canceled);
    expect(rig.happened()).toEqual(['affinity.issued 02', 'affinity.canceled 02']);
    expect(rig.events().at(-1)?.affinity.status).toBe('canceled');
    expect(rig.audit().at(-1)).toEqual({ actor: 'partner-1', action: 'affinity.canceled', subject: id });
  });

  it('informs an insurer that was asked and has not answered', async () => {
    const rig = await affinityRig();
    rig.insurers.answers({ outcome: 'pending', answerDueAt: null });
    const [first, second] = [await rig.contracted(), await rig.contracted()];
    await rig.cancel(first.id, 'partner-1', 'requested-by-holder', null);
    await rig.answer(second.id, 'declined', 'insurer:callback');
    expect(rig.told()).toEqual([
      { type: 'insurer.risk-submitted', affinityId: first.id },
      { type: 'insurer.risk-submitted', affinityId: second.id },
      { type: 'insurer.risk-withdrawn', affinityId: first.id },
    ]);
  });

  it('is refused a second time, and by two at once one wins', async () => {
    const rig = await affinityRig();
    const { id } = await rig.contracted();
    const cancel = () => refusalOf(rig.cancel(id, 'partner-1', 'default', null));
    expect((await Promise.all([cancel(), cancel()])).sort()).toEqual(['TRANSITION-REFUSED', null].sort());
    expect(await cancel()).toBe('TRANSITION-REFUSED');
    expect(rig.events()).toHaveLength(2);
  });

  it('is answered with the first answer when it is repeated by the same key', async () => {
    const rig = await affinityRig();
    const { id } = await rig.contracted();
    const cancel = () => answerOf(rig.cancel(id, 'partner-1', 'default', null, once));
    await cancel();
    rig.clock.advance({ days: 100 });
    expect(await cancel()).toBe('108380');
  });

  it('is refused for another partner’s affinity as if there were none', async () => {
    const rig = await affinityRig();
    const { id } = await rig.contracted();
    expect(await refusalOf(rig.cancel(id, 'partner-2', 'default', null))).toBe('AFFINITY-UNKNOWN');
    expect(await refusalOf(rig.cancel('nothing', 'partner-1', 'default', null))).toBe('AFFINITY-UNKNOWN');
  });
});

describe('the preview of a cancellation', () => {
  it('says today what canceling then gives back, and changes nothing', async () => {
    const rig = await affinityRig();
    const affinity = await rig.contracted();
    for (const days of [0, 6, 7, 8, 30, 89, 200, 363]) {
      const on = addDays(plainDate('2026-01-02'), days);
      const { refund, kept, taxRefund, rule, paid, explain } = await rig.preview(
        affinity.id,
        'partner-1',
        'requested-by-holder',
        on,
      );
      const twin = await affinityRig();
      const { id } = await twin.contracted();
      twin.clock.set(noonOf(on));
      const { cancellation } = await twin.cancel(id, 'partner-1', 'requested-by-holder', null);
      expect({ refund, kept, taxRefund, rule, paid }).toEqual({
        refund: cancellation?.refund,
        kept: cancellation?.kept,
        taxRefund: cancellation?.taxRefund,
        rule: cancellation?.rule,
        paid: cancellation?.paid,
      });
      expect(explain.at(-1)).toEqual({ name: 'refund', amount: refund });
    }
    expect(rig.stored(affinity.id)).toEqual(affinity);
    expect(rig.events()).toHaveLength(1);
  });

  it('is of today unless another day is named, up to the last day of cover', async () => {
    const rig = await affinityRig();
    const { id } = await rig.contracted();
    expect(await rig.preview(id, 'partner-1', 'insurer')).toMatchObject({ on: '2026-01-02', rule: 'regret' });
    expect(await rig.preview(id, 'partner-1', 'insurer', plainDate('2026-12-31'))).toMatchObject({ on: '2026-12-31' });
    expect(await refusalOf(rig.preview(id, 'partner-1', 'insurer', plainDate('2027-01-01')))).toBe('DATE-END-INVALID');
  });

  it('is refused where canceling would be', async () => {
    const rig = await affinityRig();
    const [ended, renewed, canceled] = [await rig.contracted(), await rig.contracted(), await rig.contracted()];
    await rig.renew(renewed.id, 'partner-1', {});
    await rig.cancel(canceled.id, 'partner-1', 'default', null);
    expect(await refusalOf(rig.preview(canceled.id, 'partner-1', 'default'))).toBe('TRANSITION-REFUSED');
    expect(await refusalOf(rig.preview(ended.id, 'partner-2', 'default'))).toBe('AFFINITY-UNKNOWN');
    rig.clock.set('2027-01-01T12:00:00Z');
    expect(await refusalOf(rig.preview(ended.id, 'partner-1', 'default'))).toBe('TRANSITION-REFUSED');
    expect(await refusalOf(rig.preview(renewed.id, 'partner-1', 'default'))).toBe('AFFINITY-ENDED');
  });
});
