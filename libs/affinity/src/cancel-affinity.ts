import { printProblems, type Clock, type Once, type PlainDate, type Typeface } from '@affinity-engine/kernel';
import { explainRefund, refundOf, type Refund, type RefundLine } from '@affinity-engine/premium';
import type { Affinity, AffinityId, CancelReason } from './affinity.js';
import { recordChange } from './record-change.js';
import { affinityError } from './errors.js';
import { actorOf, affinityOf, type By } from './find-or-throw.js';
import type { AffinityWork, Products } from './ports.js';
import { nextStatus } from './lifecycle.js';
import { standingSuccessor } from './successors.js';
import { asOf, cancel, hasEnded, refundInput } from './transitions.js';

/** What was canceled, and the successor that stands: it stays as it is, a contract of its own. */
export type CanceledAffinity = { readonly affinity: Affinity; readonly successor: Affinity | null };

/**
 * Ends a cover today and computes the refund.
 * @throws TEXT-UNPRINTABLE for the description, AFFINITY-UNKNOWN, TRANSITION-REFUSED, AFFINITY-ENDED
 */
export const cancelAffinity =
  (work: AffinityWork, products: Products, clock: Clock, typeface: Typeface) =>
  (
    id: AffinityId,
    by: By,
    reason: CancelReason,
    description: string | null,
    once?: Once<CanceledAffinity>,
  ): Promise<CanceledAffinity> =>
    work.run(async (unit) => {
      const problems = printProblems(typeface, [['description', description]]);
      if (problems.length > 0) throw affinityError('TEXT-UNPRINTABLE', { problems });
      const affinity = await affinityOf(unit.affinities, id, by);
      const now = clock.now();
      const canceled = cancel(affinity, reason, description, now, clock.today());
      const successor = await standingSuccessor(unit.affinities, affinity);
      const change = { type: 'affinity.canceled', from: affinity, to: canceled, by: actorOf(by), at: now } as const;
      return { affinity: await recordChange(unit, products, change), successor };
    }, once);

/** The refund a cancellation would give, with its explanation. */
export type CancellationPreview = Refund & {
  readonly affinityId: AffinityId;
  readonly on: PlainDate;
  readonly explain: readonly RefundLine[];
  /** The successor that stands; a cancellation leaves it as it is. */
  readonly successor: Affinity | null;
};

/**
 * The refund if the cover were canceled on a day; changes nothing.
 * @throws AFFINITY-UNKNOWN, TRANSITION-REFUSED, AFFINITY-ENDED, DATE-END-INVALID
 */
export const previewCancellation =
  (work: AffinityWork, clock: Clock) =>
  (id: AffinityId, by: By, reason: CancelReason, on?: PlainDate): Promise<CancellationPreview> =>
    work.run(async ({ affinities }) => {
      const today = clock.today();
      const affinity = asOf(await affinityOf(affinities, id, by), today);
      nextStatus(affinity.status, 'cancel');
      if (hasEnded(affinity, today)) throw affinityError('AFFINITY-ENDED');
      const day = on ?? today;
      if (day < today || day > affinity.lifetimeEnd) {
        throw affinityError('DATE-END-INVALID', { today, lifetimeEnd: affinity.lifetimeEnd });
      }
      const input = refundInput(affinity, day, reason);
      const successor = await standingSuccessor(affinities, affinity);
      return { ...refundOf(input), affinityId: affinity.id, on: day, explain: explainRefund(input), successor };
    });
