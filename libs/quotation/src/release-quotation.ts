import type { Actor, Clock, Once } from '@affinity-engine/kernel';
import { chosen } from './answers.js';
import { quotationError } from './errors.js';
import { allow, asOf, declined, released, type Allowing } from './lifecycle.js';
import type { QuotationWork } from './ports.js';
import type { Proposed, QuotationId } from './quotation.js';

/** The proposal that an underwriter looked at, and why it is decided so, for the audit trail. */
export type UnderwritersDecision = { readonly proposalNumber: string; readonly reason: string };

type Decision = {
  readonly event: 'release' | 'decline';
  readonly action: string;
  readonly decided: (quotation: Allowing<'release'>) => Proposed;
};

/** Decides the proposal that stands now. Can be decided anew until checkout. */
const deciding =
  ({ event, action, decided }: Decision) =>
  (work: QuotationWork, clock: Clock) =>
  (
    id: QuotationId,
    { proposalNumber, reason }: UnderwritersDecision,
    by: Actor,
    once?: Once<Proposed>,
  ): Promise<Proposed> =>
    work.run(async ({ quotations, audit }) => {
      const found = await quotations.find(id);
      if (found === null) throw quotationError('QUOTATION-NOT-FOUND', { id });
      const quotation = allow(asOf(found, clock.now()), event);
      const { proposal, variants } = quotation;
      if (chosen(variants, proposal.offerId) === undefined) throw quotationError('PROPOSAL-MISSING', { id });
      if (proposal.number !== proposalNumber) throw quotationError('PROPOSAL-SUPERSEDED', { number: proposal.number });
      const saved = decided(quotation);
      quotations.save(saved);
      audit.append({ actor: by, action, subject: id, details: { number: proposal.number, reason } });
      return { ...saved, version: quotation.version + 1 };
    }, once);

/**
 * Releases a referred proposal, so that it can be checked out. The number must be that of the current proposal: a
 * later proposal or an edit is referred again.
 * @throws QUOTATION-NOT-FOUND, QUOTATION-EXPIRED, QUOTATION-CONFIRMED, PROPOSAL-MISSING, PROPOSAL-SUPERSEDED
 */
export const releaseQuotation = deciding({ event: 'release', action: 'quotation.released', decided: released });

/**
 * Declines a referred proposal: it cannot be checked out. The broker may propose again, which is referred anew.
 * @throws the same as {@link releaseQuotation}
 */
export const declineQuotation = deciding({ event: 'decline', action: 'quotation.declined', decided: declined });
