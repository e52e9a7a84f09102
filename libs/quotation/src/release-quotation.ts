import type { Actor, Clock, Once } from '@affinity-engine/kernel';
import { chosen } from './answers.js';
import { quotationError } from './errors.js';
import { allow, asOf, released } from './lifecycle.js';
import type { QuotationWork } from './ports.js';
import type { Proposed, QuotationId } from './quotation.js';

/**
 * Releases a referred proposal, so that it can be checked out. The sequence must be that of the current proposal: a
 * later proposal or an edit is referred again.
 * @throws QUOTATION-NOT-FOUND, QUOTATION-EXPIRED, QUOTATION-CONFIRMED, PROPOSAL-MISSING, PROPOSAL-SUPERSEDED
 */
export const releaseQuotation =
  (work: QuotationWork, clock: Clock) =>
  (
    id: QuotationId,
    { proposalNumber, reason }: { readonly proposalNumber: string; readonly reason: string },
    by: Actor,
    once?: Once<Proposed>,
  ): Promise<Proposed> =>
    work.run(async ({ quotations, audit }) => {
      const found = await quotations.find(id);
      if (found === null) throw quotationError('QUOTATION-NOT-FOUND', { id });
      const quotation = allow(asOf(found, clock.now()), 'release');
      const { proposal, variants } = quotation;
      if (chosen(variants, proposal.offerId) === undefined) throw quotationError('PROPOSAL-MISSING', { id });
      if (proposal.number !== proposalNumber) throw quotationError('PROPOSAL-SUPERSEDED', { number: proposal.number });
      const saved = released(quotation);
      quotations.save(saved);
      const details = { number: proposal.number, reason };
      audit.append({ actor: by, action: 'quotation.released', subject: id, details });
      return { ...saved, version: quotation.version + 1 };
    }, once);
