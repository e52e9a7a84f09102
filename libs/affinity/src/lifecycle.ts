import type { AffinityStatus } from './affinity.js';
import { affinityError } from './errors.js';

/** The events that change an affinity's status. */
export type LifecycleEvent = 'issue' | 'decline' | 'cancel' | 'expire' | 'renew' | 'reinstate';

type Lifecycle = Record<AffinityStatus, Partial<Record<LifecycleEvent, AffinityStatus>>>;

/** All transitions. Any other is refused. */
export const lifecycle = {
  pending: { issue: 'issued', decline: 'canceled', cancel: 'canceled', expire: 'expired' },
  issued: { cancel: 'canceled', expire: 'expired', renew: 'renewed' },
  renewed: { cancel: 'canceled', reinstate: 'issued' },
  canceled: {},
  expired: {},
} as const satisfies Lifecycle;

/**
 * The status after an event.
 * @throws TRANSITION-REFUSED with `from` and `event` if the table has no such transition.
 */
export function nextStatus(from: AffinityStatus, event: LifecycleEvent): AffinityStatus {
  const to = (lifecycle as Lifecycle)[from][event];
  if (to === undefined) throw affinityError('TRANSITION-REFUSED', { from, event });
  return to;
}
