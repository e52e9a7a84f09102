import type { Clock, PlainDate, Problem } from '@affinity-engine/kernel';
import { valuesOf } from '@affinity-engine/questionnaire';
import { creditCard } from '@affinity-engine/quotation-product';
import { answersOf } from './answers.js';
import { cardProblems, type Card } from './card.js';
import { checkQuotedSale } from './check-sale.js';
import { actorOf } from './contract-quotation.js';
import { quotationError } from './errors.js';
import { checkRegisterNumber, quotationOf } from './find-or-throw.js';
import { asOf } from './lifecycle.js';
import { acceptableProposal, confirm, confirmCharge, paymentLock, type AcceptableProposal } from './payment.js';
import { settlePayment, undecided, updatePaymentLock } from './payment.js';
import type { CardCharge, Payments, QuotationPorts, QuotationProducts, QuotationWork } from './ports.js';
import type { Confirmed, Proposal, Quotation, QuotationId, Subscription } from './quotation.js';

export type CheckoutInput = {
  readonly quotationId: QuotationId;
  readonly registerNumber: string;
  /** Only for a proposal paid by credit card. */
  readonly card: Card | null;
};

/**
 * Accepts a quotation's proposal: charges the card if it is paid by card, and bills it in installments that add up to
 * the total, due from the day of checkout.
 *
 * The quotation is locked before the card is charged. Until the payment is decided, it cannot be changed and no other
 * card is charged. A charge is named by the proposal's number, so it is made only once, even after a crash. If the
 * provider does not answer, the lock stays: the next checkout, or the job that settles payments, asks for the result.
 * If nothing was charged, everything is checked again.
 * @throws REGISTER-NUMBER-REFUSED, QUOTATION-NOT-FOUND, QUOTATION-EXPIRED, QUOTATION-CONFIRMED, PROPOSAL-MISSING,
 *   REFERRAL-DECLINED, REFERRAL-OPEN, NOT-ELIGIBLE, CARD-INVALID, CHECKOUT-UNDER-WAY, PAYMENT-REFUSED, PAYMENT-UNDECIDED,
 *   PAYMENT-UNMATCHED
 */
export const checkOut = (work: QuotationWork, products: QuotationProducts, payments: Payments, clock: Clock) => {
  const settle = settlePayment(work, payments);
  return async (input: CheckoutInput, by: Subscription): Promise<Confirmed> => {
    const { card } = input;
    const actor = actorOf(by);
    const quotation = await work.run(found);
    if (quotation.status === 'proposed' && quotation.paymentLock !== null) {
      const settled = await settle(quotation.id, quotation.paymentLock, clock.now(), actor);
      if (settled !== null) return settled;
    }
    if (card === null) {
      return work.run(async (unit) => confirm(unit, await checked(unit), null, clock.now(), actor));
    }
    const { lock, charge } = await work.run((unit) => locked(unit, card));
    // A provider's message may contain the card: none of it is passed on.
    const paid = await payments.charge(charge).catch(() => undecided);
    if (paid.outcome === 'accepted') {
      const charged = { number: charge.reference, reference: paid.reference };
      return confirmCharge(work, quotation.id, charged, clock.now(), actor);
    }
    const next = paid.outcome === 'refused' ? null : { ...lock, until: clock.now() };
    await work.run((unit) => updatePaymentLock(unit, quotation.id, lock, next));
    throw paid.outcome === 'refused'
      ? quotationError('PAYMENT-REFUSED', { reason: paid.reason })
      : quotationError('PAYMENT-UNDECIDED');

    async function found({ quotations }: QuotationPorts): Promise<Quotation> {
      checkRegisterNumber(by, input.registerNumber);
      return asOf(await quotationOf(quotations, input.quotationId, by, input.registerNumber), clock.now());
    }

    async function checked(unit: QuotationPorts): Promise<AcceptableProposal> {
      const acceptable = acceptableProposal(await found(unit));
      const { quotation: proposed } = acceptable;
      if (proposed.paymentLock !== null) throw quotationError('CHECKOUT-UNDER-WAY', { id: proposed.id });
      checkCard(proposed.proposal, card, clock.today());
      const product = await products.at(proposed.operationCode, proposed.productVersion);
      await checkQuotedSale(unit.eligibility, by, product, valuesOf(answersOf(proposed)), clock.today());
      return acceptable;
    }

    async function locked(unit: QuotationPorts, given: Card) {
      const { quotation: proposed, accepted } = await checked(unit);
      const { proposal } = proposed;
      const lock = paymentLock(proposal, clock.now());
      unit.quotations.save({ ...proposed, paymentLock: lock });
      const { total: amount, count: installments } = accepted.offer;
      const { currency } = await products.at(proposed.operationCode, proposed.productVersion);
      const charge: CardCharge = { reference: proposal.number, amount, currency, installments, card: given };
      return { lock, charge };
    }
  };
};

/** @throws CARD-INVALID with every problem, without values of the card */
function checkCard({ method }: Proposal, card: Card | null, today: PlainDate): void {
  const byCard = method === creditCard;
  const problems: readonly Problem[] =
    byCard && card !== null
      ? cardProblems(card, today)
      : byCard
        ? [{ path: '', expected: 'a credit card' }]
        : card === null
          ? []
          : [{ path: '', expected: `none for ${method}`, kind: 'unknown' }];
  if (problems.length > 0) throw quotationError('CARD-INVALID', { problems });
}
