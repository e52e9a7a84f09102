import { describe, expect, it } from '@jest/globals';
import { instant, plainDate } from '@affinity-engine/kernel';
import type { Affinity } from './affinity.js';
import { changeOfOriginal } from './successors.js';
import { anAffinity } from './testing/index.js';
import { decline, expire, issue, renew } from './transitions.js';

const now = instant('2026-12-01T15:00:00Z');
const [today, afterEnd] = [plainDate('2026-12-01'), plainDate('2027-01-01')];

const pending = anAffinity({ id: 'successor', status: 'pending', issuedAt: null, renewedFrom: 'original' });
const issued = issue(pending, now);
const named = anAffinity({ id: 'original', renewedBy: 'successor' });
const renewed: Affinity = { ...named, status: 'renewed' };

describe('the change of a successor', () => {
  it.each<[string, Affinity, readonly [Affinity, Affinity], string | null, Partial<Affinity>]>([
    ['that is issued renews', named, [pending, issued], 'affinity.renewed', { status: 'renewed' }],
    ['that is declined frees', named, [pending, decline(pending, now, today)], null, { renewedBy: null }],
    ['that expires without an answer frees', named, [pending, expire(pending)], null, { renewedBy: null }],
    [
      'that was issued and is undone reinstates',
      renewed,
      [issued, { ...decline(pending, now, today), issuedAt: now }],
      'affinity.reinstated',
      { status: 'issued', renewedBy: null },
    ],
  ])('%s its original', (_, original, change, type, to) => {
    expect(changeOfOriginal(original, change, today)).toMatchObject({
      type,
      from: original,
      to: { ...original, ...to },
    });
  });

  it.each<[string, Affinity, readonly [Affinity, Affinity]]>([
    ['still waits', named, [pending, pending]],
    ['was issued before', named, [issued, issued]],
    ['is renewed itself', renewed, [issued, renew(issued, 'next', today)]],
    ['expires at its end', renewed, [issued, expire(issued)]],
    ['is not the one the original names', { ...named, renewedBy: 'another' }, [pending, issued]],
    [
      'is not the one the original names, and is undone',
      { ...renewed, renewedBy: 'another' },
      [issued, { ...decline(pending, now, today) }],
    ],
    ['is issued once the original was canceled', { ...named, status: 'canceled' }, [pending, issued]],
    ['is undone once the original was canceled', { ...named, status: 'canceled' }, [pending, expire(pending)]],
  ])('that %s changes nothing of its original', (_, original, change) => {
    expect(changeOfOriginal(original, change, today)).toBeNull();
  });

  it('that is issued after the last day of its original renews nothing', () => {
    expect(changeOfOriginal(named, [pending, issued], afterEnd)).toBeNull();
  });
});
