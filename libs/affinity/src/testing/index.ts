export { answerOf, meeting, onceWith, refusalOf } from '@affinity-engine/kernel/testing';
export { added, registered, type AffinityHarness } from './affinity-harness.js';
export { affinityWorkContract } from './affinity-work.contract.js';
export {
  anAffinity,
  anAffinityRequest,
  anInsurer,
  aCatalogue,
  aPartner,
  aPlan,
  aProduct,
  someTerms,
} from './builders.js';
export { documentShelfContract, type DocumentShelfHarness } from './document-shelf.contract.js';
export {
  memoryAffinityWork,
  type InsurerEvent,
  type MemoryAffinities,
  type RecordedEvent,
} from './memory-affinity-work.js';
export { partnerListContract, type PartnerListHarness } from './partner-list.contract.js';
export { productsContract, type ProductsHarness } from './products.contract.js';
export {
  findingProblems,
  memoryDocumentShelf,
  memoryProducts,
  scriptedEligibility,
  scriptedInsurers,
} from './neighbours.js';
export { affinityRig, contractInput, noonOf, type AffinityRig } from './affinity-rig.js';
