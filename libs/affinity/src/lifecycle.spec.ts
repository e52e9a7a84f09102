import { describe, it, expect } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import type { AffinityStatus } from './affinity.js';
import { lifecycle, nextStatus, type LifecycleEvent } from './lifecycle.js';

/** The table of the documents: the new status, null if refused. */
const cells: readonly (readonly [AffinityStatus, LifecycleEvent, AffinityStatus | null])[] = [
  ['pending', 'issue', 'issued'],
  ['pending', 'decline', 'canceled'],
  ['pending', 'cancel', 'canceled'],
  ['pending', 'expire', 'expired'],
  ['pending', 'renew', null],
  ['pending', 'reinstate', null],
  ['issued', 'issue', null],
  ['issued', 'decline', null],
  ['issued', 'cancel', 'canceled'],
  ['issued', 'expire', 'expired'],
  ['issued', 'renew', 'renewed'],
  ['issued', 'reinstate', null],
  ['renewed', 'issue', null],
  ['renewed', 'decline', null],
  ['renewed', 'cancel', 'canceled'],
  ['renewed', 'expire', null],
  ['renewed', 'renew', null],
  ['renewed', 'reinstate', 'issued'],
  ['canceled', 'issue', null],
  ['canceled', 'decline', null],
  ['canceled', 'cancel', null],
  ['canceled', 'expire', null],
  ['canceled', 'renew', null],
  ['canceled', 'reinstate', null],
  ['expired', 'issue', null],
  ['expired', 'decline', null],
  ['expired', 'cancel', null],
  ['expired', 'expire', null],
  ['expired', 'renew', null],
  ['expired', 'reinstate', null],
];

describe('the lifecycle', () => {
  it('has five states and six events, each cell is listed here', () => {
    const statuses = Object.keys(lifecycle);
    const events = [...new Set(cells.map(([, event]) => event))];
    expect(statuses).toHaveLength(5);
    expect(new Set(cells.map(([from, event]) => `${from} ${event}`)).size).toBe(30);
    expect(cells).toHaveLength(statuses.length * events.length);
  });

  it.each(cells)('makes of %s by %s: %s', (from, event, to) => {
    if (to === null) expect(codeOf(() => nextStatus(from, event))).toBe('TRANSITION-REFUSED');
    else expect(nextStatus(from, event)).toBe(to);
  });

  it('says what was refused', () => {
    expect(() => nextStatus('expired', 'renew')).toThrow(
      expect.objectContaining({ properties: { from: 'expired', event: 'renew' } }),
    );
  });
});
