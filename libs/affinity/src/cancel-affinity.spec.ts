import { describe, it, expect } from '@jest/globals';
import { addDays, plainDate, type Once } from '@affinity-engine/kernel';
import type { CanceledAffinity } from './cancel-affinity.js';
import { affinityFixtures, answerOf, noonOf, refusalOf } from './testing/index.js';

const once: Once<CanceledAffinity> = {
  key: 'k',
  fingerprint: 'f',
  answer: ({ affinity }) => String(affinity.cancellation?.refund),
};

describe('canceling', () => {
  it('is refused with a remark that the endorsement could not print, and changes nothing', async () => {
    const fixtures = await affinityFixtures();
    const affinity = await fixtures.contracted();
    const canceling = fixtures.cancel(affinity.id, 'partner-1', 'requested-by-holder', 'a 山');
    await expect(canceling).rejects.toMatchObject({
      code: 'TEXT-UNPRINTABLE',
      properties: { problems: [{ path: 'description', expected: expect.stringContaining('without 山 (U+5C71)') }] },
    });
    expect(fixtures.stored(affinity.id)).toEqual(affinity);
  });

  it('ends the cover today, with event and trace', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await fixtures.contracted();
    fixtures.clock.set('2026-04-02T02:00:00Z'); // still 1 April in São Paulo
    const { affinity: canceled, successor } = await fixtures.cancel(
      id,
      'partner-1',
      'requested-by-holder',
      'mudou de ideia',
    );
    expect(successor).toBeNull();
    expect(canceled).toMatchObject({
      status: 'canceled',
      dateEnd: '2026-04-01',
      version: 2,
      cancellation: {
        rule: 'short-rate',
        kept: 43_952,
        refund: 64_428,
        description: 'mudou de ideia',
        at: fixtures.clock.now(),
      },
    });
    expect(fixtures.stored(id)).toEqual(canceled);
    expect(fixtures.happened()).toEqual(['affinity.issued 02', 'affinity.canceled 02']);
    expect(fixtures.events().at(-1)?.affinity.status).toBe('canceled');
    expect(fixtures.audit().at(-1)).toEqual({ actor: 'partner-1', action: 'affinity.canceled', subject: id });
  });

  it('informs an insurer that was asked and has not answered', async () => {
    const fixtures = await affinityFixtures();
    fixtures.insurers.answers({ outcome: 'pending', answerDueAt: null });
    const [first, second] = [await fixtures.contracted(), await fixtures.contracted()];
    await fixtures.cancel(first.id, 'partner-1', 'requested-by-holder', null);
    await fixtures.answer(second.id, 'declined', 'insurer:callback');
    expect(fixtures.informed()).toEqual([
      { type: 'insurer.risk-submitted', affinityId: first.id },
      { type: 'insurer.risk-submitted', affinityId: second.id },
      { type: 'insurer.risk-withdrawn', affinityId: first.id },
    ]);
  });

  it('informs an insurer of an operator’s decline, not of an operator’s issue: the risk stays', async () => {
    const fixtures = await affinityFixtures();
    fixtures.insurers.answers({ outcome: 'pending', answerDueAt: null });
    const [first, second] = [await fixtures.contracted(), await fixtures.contracted()];
    await fixtures.answer(first.id, 'issued', 'operator-1');
    await fixtures.answer(second.id, 'declined', 'operator-1');
    expect(fixtures.informed().slice(2)).toEqual([{ type: 'insurer.risk-withdrawn', affinityId: second.id }]);
  });

  it('is refused a second time, and by two at once one wins', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await fixtures.contracted();
    const cancel = () => refusalOf(fixtures.cancel(id, 'partner-1', 'default', null));
    expect((await Promise.all([cancel(), cancel()])).sort()).toEqual(['TRANSITION-REFUSED', null].sort());
    expect(await cancel()).toBe('TRANSITION-REFUSED');
    expect(fixtures.events()).toHaveLength(2);
  });

  it('is answered with the first answer when it is repeated by the same key', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await fixtures.contracted();
    const cancel = () => answerOf(fixtures.cancel(id, 'partner-1', 'default', null, once));
    await cancel();
    fixtures.clock.advance({ days: 100 });
    expect(await cancel()).toBe('108380');
  });

  it('is refused for another partner’s affinity as if there were none', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await fixtures.contracted();
    expect(await refusalOf(fixtures.cancel(id, 'partner-2', 'default', null))).toBe('AFFINITY-UNKNOWN');
    expect(await refusalOf(fixtures.cancel('nothing', 'partner-1', 'default', null))).toBe('AFFINITY-UNKNOWN');
  });
});

describe('the preview of a cancellation', () => {
  it('says today what canceling then gives back, and changes nothing', async () => {
    const fixtures = await affinityFixtures();
    const affinity = await fixtures.contracted();
    for (const days of [0, 6, 7, 8, 30, 89, 200, 363]) {
      const on = addDays(plainDate('2026-01-02'), days);
      const { refund, kept, taxRefund, rule, paid, explain } = await fixtures.preview(
        affinity.id,
        'partner-1',
        'requested-by-holder',
        on,
      );
      const twin = await affinityFixtures();
      const { id } = await twin.contracted();
      twin.clock.set(noonOf(on));
      const { affinity: canceled } = await twin.cancel(id, 'partner-1', 'requested-by-holder', null);
      const { cancellation } = canceled;
      expect({ refund, kept, taxRefund, rule, paid }).toEqual({
        refund: cancellation?.refund,
        kept: cancellation?.kept,
        taxRefund: cancellation?.taxRefund,
        rule: cancellation?.rule,
        paid: cancellation?.paid,
      });
      expect(explain.at(-1)).toEqual({ name: 'refund', amount: refund });
    }
    expect(fixtures.stored(affinity.id)).toEqual(affinity);
    expect(fixtures.events()).toHaveLength(1);
  });

  it('is of today unless another day is named, up to the last day of cover', async () => {
    const fixtures = await affinityFixtures();
    const { id } = await fixtures.contracted();
    expect(await fixtures.preview(id, 'partner-1', 'insurer')).toMatchObject({ on: '2026-01-02', rule: 'regret' });
    expect(await fixtures.preview(id, 'partner-1', 'insurer', plainDate('2026-12-31'))).toMatchObject({
      on: '2026-12-31',
    });
    expect(await refusalOf(fixtures.preview(id, 'partner-1', 'insurer', plainDate('2027-01-01')))).toBe(
      'DATE-END-INVALID',
    );
  });

  it('is refused where canceling would be', async () => {
    const fixtures = await affinityFixtures();
    const [ended, renewed, canceled] = [
      await fixtures.contracted(),
      await fixtures.contracted(),
      await fixtures.contracted(),
    ];
    await fixtures.renew(renewed.id, 'partner-1', {});
    await fixtures.cancel(canceled.id, 'partner-1', 'default', null);
    expect(await refusalOf(fixtures.preview(canceled.id, 'partner-1', 'default'))).toBe('TRANSITION-REFUSED');
    expect(await refusalOf(fixtures.preview(ended.id, 'partner-2', 'default'))).toBe('AFFINITY-UNKNOWN');
    fixtures.clock.set('2027-01-01T12:00:00Z');
    expect(await refusalOf(fixtures.preview(ended.id, 'partner-1', 'default'))).toBe('TRANSITION-REFUSED');
    expect(await refusalOf(fixtures.preview(renewed.id, 'partner-1', 'default'))).toBe('AFFINITY-ENDED');
  });
});
