export { aConfirmed, aDraft, anExpired, aProposal, aProposed, aSubscription } from './builders.js';
export {
  countingNumbers,
  eligibilityOf,
  memoryQuotationProducts,
  scriptedPayments,
  type MemoryQuotationProducts,
} from './memory-neighbours.js';
export { memoryQuotationWork, type MemoryQuotations } from './memory-quotation-work.js';
export { quotationRig, type QuotationRig } from './quotation-rig.js';
export type { QuotationHarness } from './quotation-harness.js';
export { quotationProductsContract, suiteTaxes, type QuotationProductsHarness } from './quotation-products.contract.js';
export { quotationWorkContract } from './quotation-work.contract.js';
export { subscriptionListContract, type SubscriptionListHarness } from './subscription-list.contract.js';
