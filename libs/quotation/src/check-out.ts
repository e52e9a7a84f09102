import type { Clock } from '@affinity-engine/kernel';
import { scheduleOf } from '@affinity-engine/premium';
import { chosen, type Chosen } from './answers.js';
import { cardProblems, type Card } from './card.js';
import { creditCard } from './codes.js';
import { actorOf } from './contract-quotation.js';
import { refusal } from './errors.js';
import { checkRegisterNumber, quotationOf } from './get.js';
import { asOf, nextStatus } from './lifecycle.js';
import type { Payments, QuotationProducts, QuotationWork } from './ports.js';
import type { Proposal, Quotation, QuotationId, Subscription } from './quotation.js';

export type CheckoutInput = {
  readonly quotationId: QuotationId;
  readonly registerNumber: string;
  /** Only where the proposal is paid by credit card. */
  readonly card: Card | null;
};

/**
 * Accepts a quotation's proposal: charges the card where it is paid by one, and bills it in installments that add up.
 * A charge is named by the proposal's number: where several try at once, the card is charged once.
 * @throws REGISTER-NUMBER-REFUSED, QUOTATION-NOT-FOUND, QUOTATION-EXPIRED, QUOTATION-CONFIRMED, PROPOSAL-MISSING,
 *   REFERRAL-OPEN, CARD-INVALID, PAYMENT-REFUSED
 */
export const checkOut =
  (work: QuotationWork, products: QuotationProducts, payments: Payments, clock: Clock) =>
  (input: CheckoutInput, by: Subscription): Promise<Quotation> =>
    work.run(async ({ quotations, audit }) => {
      checkRegisterNumber(by, input.registerNumber);
      const now = clock.now();
      const quotation = asOf(await quotationOf(quotations, input.quotationId, by, input.registerNumber), now);
      const status = nextStatus(quotation, 'check-out');
      const { proposal } = quotation;
      if (proposal === null) throw refusal('PROPOSAL-MISSING', { id: quotation.id });
      const accepted = acceptedOffer(quotation, proposal);
      checkCard(proposal, input.card, clock);
      const { currency } = await products.at(quotation.operationCode, quotation.productVersion);
      const paymentReference = await charge(payments, proposal, accepted, currency, input.card);
      const { offer } = accepted;
      const confirmation = { at: now, paymentReference, schedule: scheduleOf(offer) };
      const confirmed: Quotation = { ...quotation, status, confirmation };
      quotations.save(confirmed);
      const details = { number: proposal.number, total: offer.total, installments: offer.count };
      audit.append({ actor: actorOf(by), action: 'quotation.confirmed', subject: quotation.id, details });
      return { ...confirmed, version: quotation.version + 1 };
    });

/** @throws REFERRAL-OPEN where an underwriter has not looked at it yet */
function acceptedOffer({ id, variants, released }: Quotation, { offerId }: Proposal): Chosen {
  const accepted = chosen(variants, offerId);
  if (accepted === undefined) throw refusal('PROPOSAL-MISSING', { id });
  if (accepted.variant.underwriting.decision === 'refer' && !released) throw refusal('REFERRAL-OPEN', { id });
  return accepted;
}

/** @throws CARD-INVALID with every fault, none of which repeats what the card says */
function checkCard({ method }: Proposal, card: Card | null, clock: Clock): void {
  const byCard = method === creditCard;
  if (byCard && card === null) throw refusal('CARD-INVALID', { faults: [{ field: '', expected: 'a credit card' }] });
  if (!byCard && card !== null)
    throw refusal('CARD-INVALID', { faults: [{ field: '', expected: `none for ${method}` }] });
  const faults = card === null ? [] : cardProblems(card, clock.today());
  if (faults.length > 0) throw refusal('CARD-INVALID', { faults });
}

async function charge(
  payments: Payments,
  { number }: Proposal,
  { offer: { total, count } }: Chosen,
  currency: string,
  card: Card | null,
): Promise<string | null> {
  if (card === null) return null;
  const paid = await payments.charge({ reference: number, amount: total, currency, installments: count, card });
  if (paid.outcome === 'refused') throw refusal('PAYMENT-REFUSED', { reason: paid.reason });
  return paid.reference;
}
