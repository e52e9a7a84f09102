import { plus, type Actor, type Instant } from '@affinity-engine/kernel';
import { dueDatesOf, scheduleOf } from '@affinity-engine/premium';
import { codes } from '@affinity-engine/quotation-product';
import { answersOf, chosen, type Chosen } from './answers.js';
import { refusal } from './errors.js';
import { asOf, nextStatus } from './lifecycle.js';
import type { Payments, QuotationPorts, QuotationWork } from './ports.js';
import type { CheckingOut, Proposal, Quotation, QuotationId } from './quotation.js';

/** A quotation with the proposal that can be accepted, and the offer it chose. */
export type AcceptableProposal = {
  readonly quotation: Quotation;
  readonly proposal: Proposal;
  readonly accepted: Chosen;
};

/** How long a payment may take: whoever checks out meanwhile is told to wait. */
const paymentMinutes = 2;

/** The mark of a payment that begins now. */
export const paymentLock = ({ number }: Proposal, now: Instant): CheckingOut => ({
  proposalNumber: number,
  until: plus(now, { minutes: paymentMinutes }),
});

/** A lock ends at `until`. One beyond the longest payment means that the clock was set back: it has ended too. */
const isOver = ({ until }: CheckingOut, now: Instant): boolean =>
  until <= now || until > plus(now, { minutes: paymentMinutes });

export const undecided = { outcome: 'undecided' } as const;

/**
 * Asks the provider what became of a payment whose time is over, after a crash, say: what was charged is confirmed.
 * @returns the quotation as it is then, without its mark; null where nothing was charged
 * @throws CHECKOUT-UNDER-WAY while its time is not over; PAYMENT-UNDECIDED, PAYMENT-UNMATCHED
 */
export const settlePayment =
  (work: QuotationWork, payments: Payments) =>
  async (id: QuotationId, mark: CheckingOut, now: Instant, by: Actor): Promise<Quotation | null> => {
    if (!isOver(mark, now)) throw refusal('CHECKOUT-UNDER-WAY', { id });
    const charged = await payments.charged(mark.proposalNumber).catch(() => undecided);
    if (charged === undecided) throw refusal('PAYMENT-UNDECIDED');
    if (charged !== null)
      return confirmCharge(work, id, { number: mark.proposalNumber, reference: String(charged) }, now, by);
    await work.run((unit) => updatePaymentLock(unit, id, mark, null));
    return null;
  };

/**
 * Confirms what was charged for; where it no longer stands, the charge is on record for whoever returns it.
 * @throws QUOTATION-CONFIRMED where it is confirmed already; PAYMENT-UNMATCHED where it no longer stands
 */
export async function confirmCharge(
  work: QuotationWork,
  id: QuotationId,
  { number, reference }: { readonly number: string; readonly reference: string },
  now: Instant,
  by: Actor,
): Promise<Quotation> {
  const confirmed = await work.run(async (unit): Promise<Quotation | null> => {
    const found = await unit.quotations.find(id);
    if (found === null) throw refusal('QUOTATION-NOT-FOUND', { id });
    const quotation = asOf(found, now);
    if (quotation.status !== 'expired' && quotation.proposal?.number === number) {
      return confirm(unit, acceptableProposal(quotation), reference, now, by);
    }
    const details = { number, paymentReference: reference };
    if (found.checkingOut?.proposalNumber === number) unit.quotations.save({ ...found, checkingOut: null });
    unit.audit.append({ actor: by, action: 'quotation.payment-unmatched', subject: id, details });
    return null;
  });
  if (confirmed !== null) return confirmed;
  throw refusal('PAYMENT-UNMATCHED', { number, paymentReference: reference });
}

/** Changes a mark that is still the one that was set; another checkout may have taken over. */
export async function updatePaymentLock(
  { quotations }: QuotationPorts,
  id: QuotationId,
  mark: CheckingOut,
  next: CheckingOut | null,
): Promise<void> {
  const quotation = await quotations.find(id);
  if (quotation?.status !== 'draft' || quotation.checkingOut?.until !== mark.until) return;
  quotations.save({ ...quotation, checkingOut: next });
}

/** Accepts what stands, and bills it from now on. */
export function confirm(
  unit: QuotationPorts,
  { quotation, proposal, accepted }: AcceptableProposal,
  paymentReference: string | null,
  at: Instant,
  by: Actor,
): Quotation {
  const confirmation = { at, paymentReference, schedule: scheduleOf(billed(quotation, accepted, at)) };
  const status = nextStatus(quotation, 'check-out');
  const confirmed: Quotation = { ...quotation, status, checkingOut: null, confirmation };
  unit.quotations.save(confirmed);
  const { total, count } = accepted.offer;
  const details = { number: proposal.number, total, installments: count };
  unit.audit.append({ actor: by, action: 'quotation.confirmed', subject: quotation.id, details });
  return { ...confirmed, version: quotation.version + 1 };
}

/** The offer with its due dates counted from checkout: nobody is billed before they accepted. */
function billed(quotation: Quotation, { offer }: Chosen, executed: Instant): Chosen['offer'] {
  const dueDay = answersOf(quotation).find(({ code }) => code === codes.dueDay)?.answer;
  const timing = { executed, ...(typeof dueDay === 'number' ? { dueDay } : {}) };
  return { ...offer, dueDates: dueDatesOf(offer.count, timing) };
}

/** What can be accepted. @throws QUOTATION-EXPIRED, QUOTATION-CONFIRMED, PROPOSAL-MISSING, REFERRAL-OPEN */
export function acceptableProposal(quotation: Quotation): AcceptableProposal {
  nextStatus(quotation, 'check-out');
  const { proposal } = quotation;
  if (proposal === null) throw refusal('PROPOSAL-MISSING', { id: quotation.id });
  return { quotation, proposal, accepted: acceptedOffer(quotation, proposal) };
}

/** @throws REFERRAL-OPEN where an underwriter has not looked at it yet */
function acceptedOffer({ id, variants, released }: Quotation, { offerId }: Proposal): Chosen {
  const accepted = chosen(variants, offerId);
  if (accepted === undefined) throw refusal('PROPOSAL-MISSING', { id });
  if (accepted.variant.underwriting.decision === 'refer' && !released) throw refusal('REFERRAL-OPEN', { id });
  return accepted;
}
