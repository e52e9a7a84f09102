import { describe, it, expect } from '@jest/globals';
import { instant, plainDate } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import type { Affinity, AffinityStatus, CancelReason } from './affinity.js';
import { anAffinity } from './testing/index.js';
import {
  asOf,
  awaitSuccessor,
  cancel,
  decline,
  expire,
  hasEnded,
  issue,
  isUndone,
  loseSuccessor,
  reinstate,
  renew,
} from './transitions.js';

const now = instant('2026-04-01T15:00:00Z');
const today = plainDate('2026-04-01');
const afterEnd = plainDate('2027-01-01');
const lastDay = plainDate('2026-12-31');

const pending = anAffinity({ status: 'pending', issuedAt: null, answerDueAt: now });

describe('issuing', () => {
  it('puts the cover in force from now on', () => {
    expect(issue(pending, now)).toEqual({ ...pending, status: 'issued', issuedAt: now, answerDueAt: null });
  });
});

describe('declining', () => {
  it('ends it today by the insurer, and gives everything back', () => {
    expect(decline(pending, now, today)).toEqual({
      ...pending,
      status: 'canceled',
      dateEnd: today,
      answerDueAt: null,
      cancellation: {
        reason: 'insurer',
        description: null,
        at: now,
        rule: 'not-issued',
        paid: 108_380,
        kept: 0,
        refund: 108_380,
        taxRefund: 7_380,
      },
    });
  });
});

describe('canceling', () => {
  // 2026-01-01 to 2026-12-31: 365 days, 90 of them gone on 1 April, for which the short-rate table keeps 40 %.
  // Pro rata: fees 1000 + (100000 + 7380) × 90 / 365 = 1000 + 26477.26 = 27477. Short rate: 1000 + 107380 × 0.4 = 43952.
  it.each<[string, Partial<Affinity>, CancelReason, string, number]>([
    [
      'within seven days of issue',
      { issuedAt: instant('2026-03-25T15:00:00Z') },
      'requested-by-holder',
      'regret',
      108_380,
    ],
    [
      'eight days after issue',
      { issuedAt: instant('2026-03-24T15:00:00Z') },
      'requested-by-holder',
      'short-rate',
      64_428,
    ],
    [
      'before its first day',
      { lifetimeStart: plainDate('2026-05-01') },
      'requested-by-holder',
      'before-start',
      108_380,
    ],
    ['while it waits for the insurer', { status: 'pending', issuedAt: null }, 'default', 'not-issued', 108_380],
    ['after a claim', {}, 'claimed', 'claimed', 0],
    ['by the insurer', {}, 'insurer', 'pro-rata', 80_903],
    ['unpaid', {}, 'default', 'short-rate', 64_428],
    ['once it is renewed', { status: 'renewed', renewedBy: 'affinity-2' }, 'insurer', 'pro-rata', 80_903],
  ])('%s follows its refund rule', (_, overrides, reason, rule, refund) => {
    const canceled = cancel(anAffinity(overrides), reason, 'why', now, today);
    expect(canceled).toMatchObject({ status: 'canceled', dateEnd: today, answerDueAt: null });
    expect(canceled.cancellation).toMatchObject({ reason, description: 'why', at: now, rule, refund, paid: 108_380 });
    expect((canceled.cancellation?.kept ?? 0) + refund).toBe(108_380);
  });

  it.each<[AffinityStatus, string]>([
    ['issued', 'TRANSITION-REFUSED'],
    ['pending', 'TRANSITION-REFUSED'],
    ['renewed', 'AFFINITY-ENDED'],
    ['canceled', 'TRANSITION-REFUSED'],
    ['expired', 'TRANSITION-REFUSED'],
  ])('is refused for what was %s the day after its last', (status, code) => {
    expect(codeOf(() => cancel(anAffinity({ status }), 'default', null, now, afterEnd))).toBe(code);
  });

  it('is allowed on the last day itself', () => {
    expect(cancel(anAffinity(), 'insurer', null, now, lastDay)).toMatchObject({ status: 'canceled', dateEnd: lastDay });
  });
});

describe('expiring', () => {
  it('changes nothing but the status, and no answer is awaited any longer', () => {
    expect(expire(pending)).toEqual({ ...pending, status: 'expired', answerDueAt: null });
    expect(expire(anAffinity())).toEqual(anAffinity({ status: 'expired' }));
  });
});

describe('renewing', () => {
  it('names the successor', () => {
    expect(renew(anAffinity(), 'affinity-2', lastDay)).toEqual(
      anAffinity({ status: 'renewed', renewedBy: 'affinity-2' }),
    );
  });

  it('is refused once the cover has ended, whether or not the job came by', () => {
    expect(codeOf(() => renew(anAffinity(), 'affinity-2', afterEnd))).toBe('TRANSITION-REFUSED');
    expect(codeOf(() => renew(anAffinity({ status: 'expired' }), 'affinity-2', afterEnd))).toBe('TRANSITION-REFUSED');
  });
});

describe('a successor', () => {
  const renewed = anAffinity({ status: 'renewed', renewedBy: 'affinity-2' });

  it('that is pending is named, and changes nothing else', () => {
    expect(awaitSuccessor(anAffinity(), 'affinity-2', lastDay)).toEqual(anAffinity({ renewedBy: 'affinity-2' }));
    expect(codeOf(() => awaitSuccessor(anAffinity(), 'affinity-2', afterEnd))).toBe('TRANSITION-REFUSED');
    expect(codeOf(() => awaitSuccessor(renewed, 'affinity-3', today))).toBe('TRANSITION-REFUSED');
  });

  it('that comes to nothing is named no more', () => {
    expect(loseSuccessor(anAffinity({ renewedBy: 'affinity-2' }))).toEqual(anAffinity());
  });

  it('that was undone gives back what it renewed: in force up to its last day, expired afterwards', () => {
    expect(reinstate(renewed, lastDay)).toEqual(anAffinity());
    expect(reinstate(renewed, afterEnd)).toEqual(anAffinity({ status: 'expired' }));
    expect(codeOf(() => reinstate(anAffinity(), today))).toBe('TRANSITION-REFUSED');
  });

  it.each<[boolean, string, Affinity]>([
    [true, 'was declined', decline(pending, now, today)],
    [true, 'expired without an answer', expire(pending)],
    [true, 'was canceled within regret', cancel(anAffinity({ issuedAt: now }), 'claimed', null, now, today)],
    [
      true,
      'was canceled before its first day',
      cancel(anAffinity({ lifetimeStart: afterEnd, lifetimeEnd: afterEnd }), 'claimed', null, now, lastDay),
    ],
    [false, 'was canceled later', cancel(anAffinity(), 'insurer', null, now, today)],
    [false, 'waits', pending],
    [false, 'is in force', anAffinity()],
    [false, 'expired', expire(anAffinity())],
    [false, 'was renewed', renewed],
  ])('is undone: %s, if it %s', (undone, _, affinity) => {
    expect(isUndone(affinity)).toBe(undone);
  });
});

describe('what time has made of an affinity', () => {
  it('has ended the day after its last', () => {
    expect([hasEnded(anAffinity(), lastDay), hasEnded(anAffinity(), afterEnd)]).toEqual([false, true]);
  });

  it.each<[AffinityStatus, AffinityStatus]>([
    ['pending', 'expired'],
    ['issued', 'expired'],
    ['renewed', 'renewed'],
    ['canceled', 'canceled'],
    ['expired', 'expired'],
  ])('that was %s is %s after its end, and itself up to then', (status, after) => {
    const affinity = anAffinity({ status });
    expect(asOf(affinity, afterEnd).status).toBe(after);
    expect(asOf(affinity, lastDay)).toBe(affinity);
  });
});
