import { isDomainError, type Clock } from '@affinity-engine/kernel';
import { expired, hasExpired } from './lifecycle.js';
import { settlePayment } from './payment.js';
import type { Payments, QuotationLists, QuotationWork } from './ports.js';
import type { QuotationId } from './quotation.js';

/** The most quotations of one round; after a full round the next follows at once. */
const roundSize = 200;

/** Expires ended drafts, each once. @returns how many expired in this round */
export const expireQuotations =
  (work: QuotationWork, lists: QuotationLists, clock: Clock) => async (): Promise<number> => {
    const due = await lists.ended(clock.now(), roundSize);
    const outcomes = await Promise.allSettled(due.map(expireOne));
    return outcomes.filter((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    }).length;

    function expireOne(id: QuotationId): Promise<boolean> {
      return work.run(async ({ quotations, audit }) => {
        const quotation = await quotations.find(id);
        if (quotation === null || !hasExpired(quotation, clock.now())) return false;
        quotations.save(expired(quotation));
        audit.append({ actor: 'engine', action: 'quotation.expired', subject: id });
        return true;
      });
    }
  };

/**
 * Asks the provider for the result of payments no checkout waits for any more, for example after a crash. A charge is
 * confirmed; without a charge the quotation is unlocked. @returns how many were settled in this round
 */
export const settlePayments = (work: QuotationWork, lists: QuotationLists, payments: Payments, clock: Clock) => {
  const settle = settlePayment(work, payments);
  return async (): Promise<number> => {
    const outcomes = await Promise.all(
      (await lists.beingPaid(roundSize)).map(async ({ id, paymentLock }) => {
        if (paymentLock === null) return false;
        return settle(id, paymentLock, clock.now(), 'engine').then(
          () => true,
          (thrown: unknown) => {
            if (isDomainError(thrown)) return thrown.code === 'PAYMENT-UNMATCHED';
            throw thrown;
          },
        );
      }),
    );
    return outcomes.filter(Boolean).length;
  };
};
