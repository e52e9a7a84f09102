import type { Actor, Clock } from '@affinity-engine/kernel';
import { quotationError } from './errors.js';
import { checkRegisterNumber, quotationOf } from './find-or-throw.js';
import { asOf } from './lifecycle.js';
import { mostSortedByName } from './list-search.js';
import { proposalOf } from './parts-of.js';
import type { QuotationLists, QuotationQuery, QuotationWork } from './ports.js';
import type { Proposal, Quotation, QuotationId, Subscription } from './quotation.js';

/** A quotation as of now. @throws REGISTER-NUMBER-REFUSED, QUOTATION-NOT-FOUND */
export const readQuotation =
  (work: QuotationWork, clock: Clock) =>
  (id: QuotationId, registerNumber: string, by: Subscription): Promise<Quotation> =>
    work.run(async ({ quotations }) => {
      checkRegisterNumber(by, registerNumber);
      return asOf(await quotationOf(quotations, id, by, registerNumber), clock.now());
    });

/**
 * Any broker's quotation as stored, for operators.
 * @param among the operation codes that the operator may see, all by default
 * @throws QUOTATION-NOT-FOUND, also for others
 */
export const readAnyQuotation =
  (work: QuotationWork) =>
  (id: QuotationId, among?: readonly string[]): Promise<Quotation> =>
    work.run(async ({ quotations }) => {
      const quotation = await quotations.find(id);
      const isShown = quotation !== null && among?.includes(quotation.operationCode) !== false;
      if (!isShown) throw quotationError('QUOTATION-NOT-FOUND', { id });
      return quotation;
    });

/** Any broker's quotation with its persons in the clear; the audit trail names who looked. @throws QUOTATION-NOT-FOUND */
export const revealQuotation =
  (work: QuotationWork) =>
  (id: QuotationId, by: Actor): Promise<Quotation> =>
    work.run(async ({ quotations, audit }) => {
      const quotation = await quotations.find(id);
      if (quotation === null) throw quotationError('QUOTATION-NOT-FOUND', { id });
      audit.append({ actor: by, action: 'quotation.revealed', subject: id });
      return quotation;
    });

/**
 * A quotation by the sequence of its proposal, for any caller: for its document.
 * @throws QUOTATION-NOT-FOUND, PROPOSAL-MISSING; PROPOSAL-SUPERSEDED if there is a later proposal
 */
export const proposedQuotation =
  (work: QuotationWork) =>
  (id: QuotationId, sequence: number): Promise<{ readonly quotation: Quotation; readonly proposal: Proposal }> =>
    work.run(async ({ quotations }) => {
      const quotation = await quotations.find(id);
      if (quotation === null) throw quotationError('QUOTATION-NOT-FOUND', { id });
      const proposal = proposalOf(quotation);
      if (proposal === null) throw quotationError('PROPOSAL-MISSING', { id });
      if (proposal.sequence !== sequence) throw quotationError('PROPOSAL-SUPERSEDED', { number: proposal.number });
      return { quotation, proposal };
    });

export type QuotationPage = { readonly total: number; readonly quotations: readonly Quotation[] };

/** A page of a broker's quotations. @throws REGISTER-NUMBER-REFUSED; NAMES-TOO-MANY to sort by the insured's name */
export const listQuotations =
  (lists: QuotationLists, clock: Clock) =>
  async (
    query: Omit<QuotationQuery, 'subscriptionId'> & { readonly registerNumber: string },
    by: Subscription,
  ): Promise<QuotationPage> => {
    checkRegisterNumber(by, query.registerNumber);
    const own: QuotationQuery = { ...query, subscriptionId: by.id };
    const total = await lists.count(own);
    if (query.sort.some(({ by }) => by === 'insuredName') && total > mostSortedByName) {
      const expected = `another order than by the insured's name, or fewer quotations: of at most ${mostSortedByName} the names are sorted`;
      throw quotationError('NAMES-TOO-MANY', { problems: [{ path: 'sort', expected }] });
    }
    const found = await lists.page(own);
    return { total, quotations: found.map((quotation) => asOf(quotation, clock.now())) };
  };
