import { describe, expect, it } from '@jest/globals';
import { anAffinity, aProduct } from '@affinity-engine/affinity/testing';
import { instant } from '@affinity-engine/kernel';
import { embeddedInsurer } from './embedded-insurer.js';

const now = instant('2026-01-15T12:00:00Z');

describe('the embedded insurer', () => {
  it('takes a risk at once', async () => {
    const answer = await embeddedInsurer(60).ask(anAffinity(), aProduct(), now);
    expect(answer).toEqual({ outcome: 'issued' });
  });

  it.each([
    [60, '2026-01-15T12:01:00.000Z'],
    [0, '2026-01-15T12:00:00.000Z'],
    [1.5, '2026-01-15T12:00:01.500Z'],
    [0.0004, '2026-01-15T12:00:00.000Z'],
    [31_536_000, '2027-01-15T12:00:00.000Z'],
  ])('answers for an asynchronous product after %d seconds', async (delay, answerDueAt) => {
    const answer = await embeddedInsurer(delay).ask(anAffinity(), aProduct({ asynchronous: true }), now);
    expect(answer).toEqual({ outcome: 'pending', answerDueAt });
  });
});
