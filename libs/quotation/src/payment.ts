import { plus, type Actor, type Instant } from '@affinity-engine/kernel';
import { dueDatesOf, scheduleOf } from '@affinity-engine/premium';
import { codes } from '@affinity-engine/quotation-product';
import { answersOf, chosen, type Chosen } from './answers.js';
import { quotationError } from './errors.js';
import { allow, asOf, confirmed } from './lifecycle.js';
import { proposalOf } from './parts-of.js';
import type { Payments, QuotationPorts, QuotationWork } from './ports.js';
import type { Confirmed, PaymentLock, Proposal, Proposed, Quotation, QuotationId } from './quotation.js';

/** A quotation whose proposal can be accepted, with the chosen offer. */
export type AcceptableProposal = { readonly quotation: Proposed; readonly accepted: Chosen };

/** The longest payment. Another checkout is refused until then. */
const paymentMinutes = 2;

/** The lock of a payment that begins now. */
export const paymentLock = ({ number }: Proposal, now: Instant): PaymentLock => ({
  proposalNumber: number,
  until: plus(now, { minutes: paymentMinutes }),
});

/** A lock ends at `until`. A later end than the longest payment means that the clock was set back: it has ended too. */
export const hasEnded = ({ until }: PaymentLock, now: Instant): boolean =>
  until <= now || until > plus(now, { minutes: paymentMinutes });

export const undecided = { outcome: 'undecided' } as const;

/**
 * Asks the provider for the result of a payment whose lock has ended, for example after a crash, and confirms a
 * charge.
 * @returns the confirmed quotation; null if nothing was charged, and the lock is removed
 * @throws CHECKOUT-UNDER-WAY while the lock has not ended; PAYMENT-UNDECIDED, PAYMENT-UNMATCHED
 */
export const settlePayment =
  (work: QuotationWork, payments: Payments) =>
  async (id: QuotationId, lock: PaymentLock, now: Instant, by: Actor): Promise<Confirmed | null> => {
    if (!hasEnded(lock, now)) throw quotationError('CHECKOUT-UNDER-WAY', { id });
    const charged = await payments.charged(lock.proposalNumber).catch(() => undecided);
    if (charged === undecided) throw quotationError('PAYMENT-UNDECIDED');
    if (charged !== null) {
      return confirmCharge(work, id, { number: lock.proposalNumber, reference: String(charged) }, now, by);
    }
    await work.run((unit) => updatePaymentLock(unit, id, lock, null));
    return null;
  };

/**
 * Confirms a charge. If its proposal was replaced or has expired, the charge is recorded, so that it can be returned.
 * @throws QUOTATION-CONFIRMED if it is confirmed already; PAYMENT-UNMATCHED if it was replaced or has expired
 */
export async function confirmCharge(
  work: QuotationWork,
  id: QuotationId,
  { number, reference }: { readonly number: string; readonly reference: string },
  now: Instant,
  by: Actor,
): Promise<Confirmed> {
  const outcome = await work.run(async (unit): Promise<Confirmed | null> => {
    const found = await unit.quotations.find(id);
    if (found === null) throw quotationError('QUOTATION-NOT-FOUND', { id });
    const quotation = asOf(found, now);
    if (quotation.status !== 'expired' && proposalOf(quotation)?.number === number) {
      return confirm(unit, acceptableProposal(quotation), reference, now, by);
    }
    const details = { number, paymentReference: reference };
    if (found.status === 'proposed' && found.paymentLock?.proposalNumber === number) {
      unit.quotations.save({ ...found, paymentLock: null });
    }
    unit.audit.append({ actor: by, action: 'quotation.payment-unmatched', subject: id, details });
    return null;
  });
  if (outcome !== null) return outcome;
  throw quotationError('PAYMENT-UNMATCHED', { number, paymentReference: reference });
}

/** Changes a lock if it is still the same; another checkout may have set a new one. */
export async function updatePaymentLock(
  { quotations }: QuotationPorts,
  id: QuotationId,
  lock: PaymentLock,
  next: PaymentLock | null,
): Promise<void> {
  const quotation = await quotations.find(id);
  if (quotation?.status !== 'proposed' || quotation.paymentLock?.until !== lock.until) return;
  quotations.save({ ...quotation, paymentLock: next });
}

/** Accepts the proposal and bills it from now on. */
export function confirm(
  unit: QuotationPorts,
  { quotation, accepted }: AcceptableProposal,
  paymentReference: string | null,
  at: Instant,
  by: Actor,
): Confirmed {
  const schedule = scheduleOf(billed(quotation, accepted, at));
  const saved = confirmed(quotation, { at, paymentReference, schedule });
  unit.quotations.save(saved);
  const { total, count } = accepted.offer;
  const details = { number: quotation.proposal.number, total, installments: count };
  unit.audit.append({ actor: by, action: 'quotation.confirmed', subject: quotation.id, details });
  return { ...saved, version: quotation.version + 1 };
}

/** The offer with due dates counted from checkout. */
function billed(quotation: Proposed, { offer }: Chosen, executed: Instant): Chosen['offer'] {
  const dueDay = answersOf(quotation).find(({ code }) => code === codes.dueDay)?.answer;
  const timing = { executed, ...(typeof dueDay === 'number' ? { dueDay } : {}) };
  return { ...offer, dueDates: dueDatesOf(offer.count, timing) };
}

/**
 * Returns the proposal if it can be accepted. @throws QUOTATION-EXPIRED, QUOTATION-CONFIRMED, PROPOSAL-MISSING,
 * REFERRAL-DECLINED, REFERRAL-OPEN
 */
export function acceptableProposal(found: Quotation): AcceptableProposal {
  const quotation = allow(found, 'check-out');
  const { id, variants, proposal } = quotation;
  const accepted = chosen(variants, proposal.offerId);
  if (accepted === undefined) throw quotationError('PROPOSAL-MISSING', { id });
  if (proposal.declined) throw quotationError('REFERRAL-DECLINED', { id });
  if (accepted.variant.underwriting.decision === 'refer' && !proposal.released)
    throw quotationError('REFERRAL-OPEN', { id });
  return { quotation, accepted };
}
