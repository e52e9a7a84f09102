import { describe, expect, it } from '@jest/globals';
import { affinityFixtures, type AffinityFixtures } from './testing/index.js';

const types = ({ informed }: AffinityFixtures) => informed().map(({ type }) => type);

describe('an insurer', () => {
  it.each([
    ['has yet to call back: it is informed', 'pending', null, ['insurer.risk-submitted', 'insurer.risk-withdrawn']],
    ['answers by itself, later: it is not', 'pending', 'later', []],
    ['has issued at once: it is not', 'issued', null, []],
  ] as const)('of a risk that a partner cancels, which %s', async (_, outcome, due, informed) => {
    const fixtures = await affinityFixtures();
    const answerDueAt = due === null ? null : fixtures.clock.now();
    fixtures.insurers.answers(outcome === 'issued' ? { outcome } : { outcome, answerDueAt });
    const { id } = await fixtures.contracted();
    await fixtures.cancel(id, 'partner-1', 'default', null);
    expect(types(fixtures)).toEqual(informed);
  });

  it('that issued is not informed when the cover expires, one that never answered is', async () => {
    const fixtures = await affinityFixtures();
    await fixtures.contracted();
    fixtures.insurers.answers({ outcome: 'pending', answerDueAt: null });
    await fixtures.contracted();
    fixtures.clock.set('2027-01-02T12:00:00Z');
    expect(await fixtures.expireAll()).toBe(2);
    expect(types(fixtures)).toEqual(['insurer.risk-submitted', 'insurer.risk-withdrawn']);
  });

  it.each(['insurer:callback', 'insurer:embedded'] as const)('is not informed of its own answer by %s', async (by) => {
    const fixtures = await affinityFixtures();
    fixtures.insurers.answers({ outcome: 'pending', answerDueAt: null });
    const { id } = await fixtures.contracted();
    await fixtures.answer(id, 'declined', by);
    expect(types(fixtures)).toEqual(['insurer.risk-submitted']);
  });
});
