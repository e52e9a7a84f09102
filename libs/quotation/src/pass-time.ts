import type { Clock } from '@affinity-engine/kernel';
import { hasExpired, nextStatus } from './lifecycle.js';
import type { QuotationLists, QuotationWork } from './ports.js';
import type { QuotationId } from './quotation.js';

/** How many quotations one round takes up; the next round follows at once while a round was full. */
const roundSize = 200;

/** Expires drafts whose days are over, once each. @returns how many expired in this round */
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
        quotations.save({ ...quotation, status: nextStatus(quotation, 'expire') });
        audit.append({ actor: 'engine', action: 'quotation.expired', subject: id });
        return true;
      });
    }
  };
