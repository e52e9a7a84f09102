import { dueRounds, isDomainError, type Clock } from '@affinity-engine/kernel';
import { expired, hasExpired } from './lifecycle.js';
import { hasEnded, settlePayment } from './payment.js';
import type { Payments, QuotationLists, QuotationWork } from './ports.js';

/** Expires ended drafts, each once. @returns how many expired in this round */
export const expireQuotations = (work: QuotationWork, lists: QuotationLists, clock: Clock) =>
  dueRounds({
    clock,
    due: (limit) => lists.ended(clock.now(), limit),
    idOf: (id) => id,
    act: (id) =>
      work.run(async ({ quotations, audit }) => {
        const quotation = await quotations.find(id);
        if (quotation === null || !hasExpired(quotation, clock.now())) return false;
        quotations.save(expired(quotation));
        audit.append({ actor: 'engine', action: 'quotation.expired', subject: id });
        return true;
      }),
  });

/**
 * Asks the provider for the result of payments no checkout waits for any more, for example after a crash. A charge is
 * confirmed; without a charge the quotation is unlocked. @returns how many were settled in this round
 */
export const settlePayments = (work: QuotationWork, lists: QuotationLists, payments: Payments, clock: Clock) => {
  const settle = settlePayment(work, payments);
  return dueRounds({
    clock,
    // While its lock holds, a checkout waits for the result itself.
    due: async (limit) =>
      (await lists.beingPaid(limit)).filter(
        ({ paymentLock }) => paymentLock === null || hasEnded(paymentLock, clock.now()),
      ),
    idOf: ({ id }) => id,
    async act({ id, paymentLock }) {
      if (paymentLock === null) return false;
      try {
        await settle(id, paymentLock, clock.now(), 'engine');
        return true;
      } catch (thrown) {
        if (isDomainError(thrown)) return thrown.code === 'PAYMENT-UNMATCHED';
        throw thrown;
      }
    },
  });
};
