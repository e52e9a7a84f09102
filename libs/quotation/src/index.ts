export { codes, creditCard, derivedOfOffer } from './codes.js';
export { answersOf, chosen, type Chosen } from './answers.js';
export { cardProblems, isCardNumber, type BillingAddress, type Card } from './card.js';
export { checkOut, type CheckoutInput } from './check-out.js';
export { contractQuotation, type ContractingInput, type QuotingPorts } from './contract-quotation.js';
export { refusal as quotationRefusal, quotationErrors, type QuotationErrorCode } from './errors.js';
export { quotationLifecycle, type QuotationEvent } from './lifecycle.js';
export { expireQuotations, settlePayments } from './pass-time.js';
export type * from './ports.js';
export { priceVariants, type Pricing } from './price-variants.js';
export type { ProductProblem } from './problem.js';
export { productProblems } from './product-problems.js';
export { stages, type PaymentMethod, type QuotationProduct } from './product.js';
export { proposeQuotation, type ProposalInput } from './propose-quotation.js';
export type * from './quotation.js';
export { ratedNet, type Rating, type RatingFactor, type RatingRow } from './rating.js';
export {
  listQuotations,
  proposedQuotation,
  readAnyQuotation,
  readQuotation,
  type QuotationPage,
} from './read-quotation.js';
export { releaseQuotation } from './release-quotation.js';
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
export {
  underwrite,
  type Decision,
  type Underwriting,
  type UnderwritingNote,
  type UnderwritingRule,
} from './underwriting.js';
