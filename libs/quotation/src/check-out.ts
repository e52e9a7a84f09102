import { plus, type Clock, type Instant, type PlainDate } from '@affinity-engine/kernel';
import { dueDatesOf, scheduleOf } from '@affinity-engine/premium';
import { valuesOf } from '@affinity-engine/questionnaire';
import { answersOf, chosen, type Chosen } from './answers.js';
import { cardProblems, type Card } from './card.js';
import { codes, creditCard } from './codes.js';
import { checkSale } from './check-sale.js';
import { actorOf } from './contract-quotation.js';
import { refusal } from './errors.js';
import { checkRegisterNumber, quotationOf } from './get.js';
import { asOf, nextStatus } from './lifecycle.js';
import type { Payments, QuotationPorts, QuotationProducts, QuotationWork } from './ports.js';
import type { CheckingOut, Proposal, Quotation, QuotationId, Subscription } from './quotation.js';

export type CheckoutInput = {
  readonly quotationId: QuotationId;
  readonly registerNumber: string;
  /** Only where the proposal is paid by credit card. */
  readonly card: Card | null;
};

type Standing = { readonly quotation: Quotation; readonly proposal: Proposal; readonly accepted: Chosen };

const undecided = { outcome: 'undecided' } as const;

/** How long a payment may take. Whoever checks out meanwhile is told to wait; afterwards it may try again. */
const paymentMinutes = 2;

/**
 * Accepts a quotation's proposal: charges the card where it is paid by one, and bills it in installments that add up, due
 * from the day of checkout on.
 *
 * The proposal is marked before its card is charged, and until the payment is decided nothing else happens to the quotation
 * and no other card is charged for it. A charge is named by the proposal's number, so that however often it is asked for,
 * and whatever dies meanwhile, it is made once. Where the provider does not answer, the mark stays: the next checkout asks
 * again, and whatever was checked before is not a second time, for the card may be charged already.
 * @throws REGISTER-NUMBER-REFUSED, QUOTATION-NOT-FOUND, QUOTATION-EXPIRED, QUOTATION-CONFIRMED, PROPOSAL-MISSING,
 *   REFERRAL-OPEN, NOT-ELIGIBLE, CARD-INVALID, CHECKOUT-UNDER-WAY, PAYMENT-REFUSED, PAYMENT-UNDECIDED, PAYMENT-UNMATCHED
 */
export const checkOut =
  (work: QuotationWork, products: QuotationProducts, payments: Payments, clock: Clock) =>
  async (input: CheckoutInput, by: Subscription): Promise<Quotation> => {
    const { card } = input;
    if (card === null) return work.run(async (unit) => confirm(unit, await checked(unit), null));
    const { mark, quotation, proposal, accepted } = await work.run(marked);
    const { currency } = await products.at(quotation.operationCode, quotation.productVersion);
    const { total: amount, count: installments } = accepted.offer;
    const charge = { reference: proposal.number, amount, currency, installments, card };
    // What a provider says in its own words may hold the card: nothing of it goes further.
    const paid = await payments.charge(charge).catch(() => undecided);
    if (paid.outcome === 'accepted') {
      const confirmed = await work.run((unit) => settle(unit, proposal.number, paid.reference));
      if (confirmed !== null) return confirmed;
      throw refusal('PAYMENT-UNMATCHED', { number: proposal.number, paymentReference: paid.reference });
    }
    await work.run((unit) => remark(unit, mark, paid.outcome === 'refused' ? null : { ...mark, until: clock.now() }));
    throw paid.outcome === 'refused'
      ? refusal('PAYMENT-REFUSED', { reason: paid.reason })
      : refusal('PAYMENT-UNDECIDED');

    async function found({ quotations }: QuotationPorts): Promise<Quotation> {
      return asOf(await quotationOf(quotations, input.quotationId, by, input.registerNumber), clock.now());
    }

    async function checked(unit: QuotationPorts): Promise<Standing> {
      checkRegisterNumber(by, input.registerNumber);
      const standing = standingOf(await found(unit));
      const { quotation } = standing;
      const resumed = quotation.checkingOut !== null;
      checkCard(standing.proposal, card, resumed ? null : clock.today());
      if (resumed) return standing;
      const product = await products.at(quotation.operationCode, quotation.productVersion);
      await checkSale(unit.eligibility, by, product, valuesOf(answersOf(quotation)), clock.today());
      return standing;
    }

    async function marked(unit: QuotationPorts): Promise<Standing & { readonly mark: CheckingOut }> {
      const standing = await checked(unit);
      const { quotation, proposal } = standing;
      const now = clock.now();
      if (quotation.checkingOut !== null && quotation.checkingOut.until > now) {
        throw refusal('CHECKOUT-UNDER-WAY', { id: quotation.id });
      }
      const mark = { proposalNumber: proposal.number, until: plus(now, { minutes: paymentMinutes }) };
      unit.quotations.save({ ...quotation, checkingOut: mark });
      return { ...standing, mark };
    }

    /** Leaves alone what is no longer ours to say: another checkout has taken over. */
    async function remark(unit: QuotationPorts, mark: CheckingOut, next: CheckingOut | null): Promise<void> {
      const quotation = await found(unit);
      if (quotation.status !== 'draft' || quotation.checkingOut?.until !== mark.until) return;
      unit.quotations.save({ ...quotation, checkingOut: next });
    }

    /** What was charged for is confirmed; where it no longer stands, the charge is on record for whoever returns it. */
    async function settle(unit: QuotationPorts, number: string, paymentReference: string): Promise<Quotation | null> {
      const quotation = await found(unit);
      if (quotation.status !== 'expired' && quotation.proposal?.number === number) {
        return confirm(unit, standingOf(quotation), paymentReference);
      }
      const details = { number, paymentReference };
      unit.audit.append({ actor: actorOf(by), action: 'quotation.payment-unmatched', subject: quotation.id, details });
      return null;
    }

    function confirm(
      unit: QuotationPorts,
      { quotation, proposal, accepted: chosenOffer }: Standing,
      paid: string | null,
    ) {
      const at = clock.now();
      const confirmation = { at, paymentReference: paid, schedule: scheduleOf(billed(quotation, chosenOffer, at)) };
      const status = nextStatus(quotation, 'check-out');
      const confirmed: Quotation = { ...quotation, status, checkingOut: null, confirmation };
      unit.quotations.save(confirmed);
      const { total, count } = chosenOffer.offer;
      const details = { number: proposal.number, total, installments: count };
      unit.audit.append({ actor: actorOf(by), action: 'quotation.confirmed', subject: quotation.id, details });
      return { ...confirmed, version: quotation.version + 1 };
    }
  };

/** The offer with its due dates counted from checkout: nobody is billed before they accepted. */
function billed(quotation: Quotation, { offer }: Chosen, executed: Instant): Chosen['offer'] {
  const dueDay = answersOf(quotation).find(({ code }) => code === codes.dueDay)?.answer;
  const timing = { executed, ...(typeof dueDay === 'number' ? { dueDay } : {}) };
  return { ...offer, dueDates: dueDatesOf(offer.count, timing) };
}

/** What can be accepted. @throws QUOTATION-EXPIRED, QUOTATION-CONFIRMED, PROPOSAL-MISSING, REFERRAL-OPEN */
function standingOf(quotation: Quotation): Standing {
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

/** @throws CARD-INVALID with every fault, none of which repeats what the card says */
function checkCard({ method }: Proposal, card: Card | null, today: PlainDate | null): void {
  const byCard = method === creditCard;
  if (byCard && card === null) throw refusal('CARD-INVALID', { faults: [{ field: '', expected: 'a credit card' }] });
  if (!byCard && card !== null)
    throw refusal('CARD-INVALID', { faults: [{ field: '', expected: `none for ${method}` }] });
  const faults = card === null ? [] : cardProblems(card, today);
  if (faults.length > 0) throw refusal('CARD-INVALID', { faults });
}
