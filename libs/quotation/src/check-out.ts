import type { Clock, Instant } from '@affinity-engine/kernel';
import { dueDatesOf, scheduleOf } from '@affinity-engine/premium';
import { answersOf, chosen, type Chosen } from './answers.js';
import { cardProblems, type Card } from './card.js';
import { codes, creditCard } from './codes.js';
import { actorOf } from './contract-quotation.js';
import { refusal } from './errors.js';
import { checkRegisterNumber, quotationOf } from './get.js';
import { asOf, nextStatus } from './lifecycle.js';
import type { PaymentOutcome, Payments, QuotationPorts, QuotationProducts, QuotationWork } from './ports.js';
import type { Proposal, Quotation, QuotationId, Subscription } from './quotation.js';

export type CheckoutInput = {
  readonly quotationId: QuotationId;
  readonly registerNumber: string;
  /** Only where the proposal is paid by credit card. */
  readonly card: Card | null;
};

type Ready = { readonly quotation: Quotation; readonly proposal: Proposal; readonly accepted: Chosen };

/**
 * Accepts a quotation's proposal: charges the card where it is paid by one, and bills it in installments that add up, due
 * from the day of checkout on.
 *
 * The proposal is marked before its card is charged, and nothing else happens to the quotation until the payment is
 * decided: a charge is named by the proposal's number, so that however many try, and whatever dies meanwhile, the card is
 * charged once for it. Where the provider does not answer, the mark stays and the next checkout asks again.
 * @throws REGISTER-NUMBER-REFUSED, QUOTATION-NOT-FOUND, QUOTATION-EXPIRED, QUOTATION-CONFIRMED, PROPOSAL-MISSING,
 *   REFERRAL-OPEN, CARD-INVALID, PAYMENT-REFUSED, PAYMENT-UNDECIDED
 */
export const checkOut =
  (work: QuotationWork, products: QuotationProducts, payments: Payments, clock: Clock) =>
  async (input: CheckoutInput, by: Subscription): Promise<Quotation> => {
    const { card } = input;
    if (card === null) return work.run((unit) => confirm(unit, null));
    const { proposal, accepted, quotation } = await work.run(mark);
    const { currency } = await products.at(quotation.operationCode, quotation.productVersion);
    const { total: amount, count: installments } = accepted.offer;
    const charge = { reference: proposal.number, amount, currency, installments, card };
    const paid = await payments.charge(charge).catch(undecided);
    if (paid.outcome === 'refused') {
      await work.run(release);
      throw refusal('PAYMENT-REFUSED', { reason: paid.reason });
    }
    return work.run((unit) => confirm(unit, paid.reference));

    async function ready({ quotations }: QuotationPorts): Promise<Ready> {
      checkRegisterNumber(by, input.registerNumber);
      const found = asOf(await quotationOf(quotations, input.quotationId, by, input.registerNumber), clock.now());
      nextStatus(found, 'check-out');
      if (found.proposal === null) throw refusal('PROPOSAL-MISSING', { id: found.id });
      checkCard(found.proposal, card, clock);
      return { quotation: found, proposal: found.proposal, accepted: acceptedOffer(found, found.proposal) };
    }

    async function mark(unit: QuotationPorts): Promise<Ready> {
      const found = await ready(unit);
      if (found.quotation.checkingOut === null) {
        unit.quotations.save({ ...found.quotation, checkingOut: found.proposal.number });
      }
      return found;
    }

    async function release({ quotations }: QuotationPorts): Promise<void> {
      const found = await quotationOf(quotations, input.quotationId, by, input.registerNumber);
      if (found.status === 'draft' && found.checkingOut !== null) quotations.save({ ...found, checkingOut: null });
    }

    async function confirm(unit: QuotationPorts, paymentReference: string | null): Promise<Quotation> {
      const { quotation: found, proposal: standing, accepted: chosenOffer } = await ready(unit);
      const at = clock.now();
      const confirmation = { at, paymentReference, schedule: scheduleOf(billed(found, chosenOffer, at)) };
      const status = nextStatus(found, 'check-out');
      const confirmed: Quotation = { ...found, status, checkingOut: null, confirmation };
      unit.quotations.save(confirmed);
      const { total, count } = chosenOffer.offer;
      const details = { number: standing.number, total, installments: count };
      unit.audit.append({ actor: actorOf(by), action: 'quotation.confirmed', subject: found.id, details });
      return { ...confirmed, version: found.version + 1 };
    }
  };

/** What a provider says in its own words may hold the card: nothing of it goes further. */
function undecided(): PaymentOutcome {
  throw refusal('PAYMENT-UNDECIDED');
}

/** The offer with its due dates counted from checkout: nobody is billed before they accepted. */
function billed(quotation: Quotation, { offer }: Chosen, executed: Instant): Chosen['offer'] {
  const dueDay = answersOf(quotation).find(({ code }) => code === codes.dueDay)?.answer;
  const timing = { executed, ...(typeof dueDay === 'number' ? { dueDay } : {}) };
  return { ...offer, dueDates: dueDatesOf(offer.count, timing) };
}

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
