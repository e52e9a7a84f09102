import { confirmationOf, listedStatus, proposalOf, quotedOf } from './parts-of.js';
import type { Confirmation, ListedStatus, PaymentLock, Proposal, Quotation, Quoted } from './quotation.js';

/**
 * A quotation as stores keep it: flat, with every field in any status. Names and values must not change: earlier and
 * later versions of the engine read the same rows.
 */
export type QuotationRecord = Quoted & {
  readonly status: ListedStatus;
  readonly proposal: Omit<Proposal, 'answers' | 'withdrawn' | 'contracted' | 'released' | 'declined'> | null;
  readonly proposalAnswers: Proposal['answers'];
  readonly withdrawn: Proposal['withdrawn'];
  readonly contracted: Proposal['contracted'];
  readonly released: boolean;
  /** Earlier versions keep none. */
  readonly declined?: boolean;
  readonly checkingOut: PaymentLock | null;
  readonly confirmation: Confirmation | null;
};

export function recordOf(quotation: Quotation): QuotationRecord {
  const proposal = proposalOf(quotation);
  return {
    ...quotedOf(quotation),
    status: listedStatus(quotation),
    proposal: proposal === null ? null : choiceOf(proposal),
    proposalAnswers: proposal?.answers ?? [],
    withdrawn: proposal?.withdrawn ?? [],
    contracted: proposal?.contracted ?? [],
    released: proposal?.released ?? false,
    declined: proposal?.declined ?? false,
    checkingOut: quotation.status === 'proposed' ? quotation.paymentLock : null,
    confirmation: confirmationOf(quotation),
  };
}

const choiceOf = ({ answers, withdrawn, contracted, released, declined, ...choice }: Proposal) => choice;

/** The quotation of a record. Throws if it is confirmed but has no confirmation. */
export function quotationOfRecord(record: QuotationRecord): Quotation {
  const { proposalAnswers: answers, withdrawn, contracted, released, declined = false } = record;
  const { checkingOut, confirmation } = record;
  const quoted = quotedOf(record);
  const proposal =
    record.proposal === null ? null : { ...record.proposal, answers, withdrawn, contracted, released, declined };
  switch (record.status) {
    case 'draft':
      if (proposal === null) return { ...quoted, status: 'draft' };
      return { ...quoted, status: 'proposed', proposal, paymentLock: checkingOut };
    case 'expired':
      return { ...quoted, status: 'expired', proposal };
    case 'confirmed':
      if (proposal !== null && confirmation !== null) return { ...quoted, status: 'confirmed', proposal, confirmation };
      throw new Error(`quotation ${record.id} is kept as confirmed without what was accepted`);
  }
}
