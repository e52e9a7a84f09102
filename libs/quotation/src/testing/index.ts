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
export { quotationWorkContract, type QuotationHarness } from './quotation-work.contract.js';
