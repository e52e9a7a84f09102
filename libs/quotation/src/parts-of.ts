import type { Confirmation, ListedStatus, Proposal, Quotation, Quoted } from './quotation.js';

/** The fields every quotation has, without those of its status. */
export const quotedOf = (quotation: Quoted): Quoted => ({
  id: quotation.id,
  subscriptionId: quotation.subscriptionId,
  registerNumber: quotation.registerNumber,
  number: quotation.number,
  operationCode: quotation.operationCode,
  currency: quotation.currency,
  productVersion: quotation.productVersion,
  answers: quotation.answers,
  variants: quotation.variants,
  proposals: quotation.proposals,
  createdAt: quotation.createdAt,
  expiresAt: quotation.expiresAt,
  version: quotation.version,
});

/** The last proposal, null if there is none or an edit dropped it. */
export const proposalOf = (quotation: Quotation): Proposal | null =>
  quotation.status === 'draft' ? null : quotation.proposal;

/** How the proposal was accepted, null if it was not. */
export const confirmationOf = (quotation: Quotation): Confirmation | null =>
  quotation.status === 'confirmed' ? quotation.confirmation : null;

/** The status as stored, listed and shown. */
export const listedStatus = ({ status }: Quotation): ListedStatus => (status === 'proposed' ? 'draft' : status);
