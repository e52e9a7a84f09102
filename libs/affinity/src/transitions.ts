import { businessDay, type Instant, type PlainDate } from '@affinity-engine/kernel';
import { refundOf, type Refund } from '@affinity-engine/premium';
import type { Affinity, AffinityId, CancelReason } from './affinity.js';
import { affinityError } from './errors.js';
import { nextStatus } from './lifecycle.js';

/** The insurer accepts the risk. @throws TRANSITION-REFUSED */
export const issue = (affinity: Affinity, now: Instant): Affinity => ({
  ...affinity,
  status: nextStatus(affinity.status, 'issue'),
  issuedAt: now,
  answerDueAt: null,
});

/** The insurer refuses the risk: everything paid is refunded. @throws TRANSITION-REFUSED */
export const decline = (affinity: Affinity, now: Instant, today: PlainDate): Affinity => ({
  ...ended(affinity, 'decline', 'insurer', null, now, today),
  answerDueAt: null,
});

/**
 * Ends the cover on a day.
 * @throws TRANSITION-REFUSED, AFFINITY-ENDED
 */
export function cancel(
  affinity: Affinity,
  reason: CancelReason,
  description: string | null,
  now: Instant,
  today: PlainDate,
): Affinity {
  const current = asOf(affinity, today);
  if (current.status === 'renewed' && hasEnded(current, today)) throw affinityError('AFFINITY-ENDED');
  return { ...ended(current, 'cancel', reason, description, now, today), answerDueAt: null };
}

/** The last day of cover has passed. @throws TRANSITION-REFUSED */
export const expire = (affinity: Affinity): Affinity => ({
  ...affinity,
  status: nextStatus(affinity.status, 'expire'),
  answerDueAt: null,
});

/** An issued successor begins after the last day. @throws TRANSITION-REFUSED */
export const renew = (affinity: Affinity, successorId: AffinityId, today: PlainDate): Affinity => ({
  ...asOf(affinity, today),
  status: nextStatus(asOf(affinity, today).status, 'renew'),
  renewedBy: successorId,
});

/** A successor waits for its insurer: it is named, and the status stays. @throws TRANSITION-REFUSED */
export const awaitSuccessor = (affinity: Affinity, successorId: AffinityId, today: PlainDate): Affinity => ({
  ...renew(affinity, successorId, today),
  status: affinity.status,
});

/** The pending successor will not be issued: another one may be made. */
export const loseSuccessor = (affinity: Affinity): Affinity => ({ ...affinity, renewedBy: null });

/** The successor was undone: in force again, or expired after the last day. @throws TRANSITION-REFUSED */
export const reinstate = (affinity: Affinity, today: PlainDate): Affinity =>
  asOf({ ...affinity, status: nextStatus(affinity.status, 'reinstate'), renewedBy: null }, today);

/** The refund rules under which nothing is kept: as if there had been no contract. */
const rulesThatUndo: readonly string[] = ['not-issued', 'regret', 'before-start'] satisfies Refund['rule'][];

/** Whether it was never issued and never will be, or was given back as a whole. */
export const isUndone = ({ status, issuedAt, cancellation }: Affinity): boolean =>
  (status === 'expired' && issuedAt === null) || rulesThatUndo.includes(cancellation?.rule ?? '');

/** Whether the last day of cover has passed. */
export const hasEnded = (affinity: Affinity, today: PlainDate): boolean => affinity.lifetimeEnd < today;

/** The affinity as of a day: expired after its last day, even if the expiry job has not run yet. */
export const asOf = (affinity: Affinity, today: PlainDate): Affinity =>
  hasEnded(affinity, today) && (affinity.status === 'issued' || affinity.status === 'pending')
    ? expire(affinity)
    : affinity;

/** The input of the refund rules for a cancellation on a day. */
export const refundInput = (affinity: Affinity, on: PlainDate, reason: CancelReason) => ({
  paid: affinity.paid,
  premium: affinity.premium.net,
  fees: affinity.premium.fees,
  tax: affinity.premium.tax,
  lifetimeStart: affinity.lifetimeStart,
  lifetimeEnd: affinity.lifetimeEnd,
  issuedOn: affinity.issuedAt === null ? null : businessDay(affinity.issuedAt),
  on,
  reason,
});

function ended(
  affinity: Affinity,
  event: 'cancel' | 'decline',
  reason: CancelReason,
  description: string | null,
  now: Instant,
  today: PlainDate,
): Affinity {
  const status = nextStatus(affinity.status, event);
  const { rule, paid, kept, refund, taxRefund }: Refund = refundOf(refundInput(affinity, today, reason));
  return {
    ...affinity,
    status,
    dateEnd: today,
    cancellation: { reason, description, at: now, rule, paid, kept, refund, taxRefund },
  };
}
