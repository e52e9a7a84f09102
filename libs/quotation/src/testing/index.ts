export { callLimitsContract, type CallLimitsContractFixtures } from './call-limits.contract.js';
export { aConfirmed, aDraft, anExpired, aProposal, aProposed, aSubscription, aVariant } from './data-fixtures.js';
export {
  countingNumbers,
  eligibilityOf,
  memoryQuotationProducts,
  scriptedPayments,
  type MemoryQuotationProducts,
} from './port-fixtures.js';
export { memoryCallLimits } from './memory-call-limits.js';
export { memoryQuotationWork, type MemoryQuotations } from './memory-quotation-work.js';
export { quotationFixtures, type QuotationFixtures } from './quotation-fixtures.js';
export type { QuotationContractFixtures } from './quotation-contract-fixtures.js';
export {
  quotationProductsContract,
  suiteTaxes,
  type QuotationProductsContractFixtures,
} from './quotation-products.contract.js';
export { quotationWorkContract } from './quotation-work.contract.js';
export { subscriptionListContract, type SubscriptionListContractFixtures } from './subscription-list.contract.js';
