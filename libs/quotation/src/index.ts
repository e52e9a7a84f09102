export { answersOf, chosen, type Chosen } from './answers.js';
export { cardProblems, isCardNumber, type BillingAddress, type Card } from './card.js';
export { checkOut, type CheckoutInput } from './check-out.js';
export { contractQuotation, type ContractingInput, type QuotingPorts } from './contract-quotation.js';
export { quotationError, quotationErrors, type QuotationErrorCode } from './errors.js';
export { quotationLifecycle, type QuotationEvent } from './lifecycle.js';
export { confirmationOf, listedStatus, proposalOf } from './parts-of.js';
export { expireQuotations, settlePayments } from './scheduled-jobs.js';
export type * from './ports.js';
export { proposeQuotation, type ProposalInput } from './propose-quotation.js';
export type * from './quotation.js';
export { quotationOfRecord, recordOf, type QuotationRecord } from './quotation-record.js';
export {
  listQuotations,
  proposedQuotation,
  readAnyQuotation,
  readQuotation,
  revealQuotation,
  type QuotationPage,
} from './read-quotation.js';
export { declineQuotation, releaseQuotation, type UnderwritersDecision } from './release-quotation.js';
export { underwritingOf, underwritingStates, type UnderwritingState } from './underwriting.js';
export { insuredOf, type Insured } from './insured.js';
export { momentsOf, mostSortedByName, searchTerm } from './list-search.js';
export type { SearchTerm } from './list-search.js';
export {
  createSubscription,
  revokeSubscription,
  rotateSubscriptionKey,
  subscriptionOf,
  subscriptionOfKey,
  type NewSubscription,
  type SubscriptionKeys,
  type SubscriptionWithKey,
} from './subscriptions.js';
export { listQuotationProducts, readQuotationProduct } from './read-product.js';
