export { added, answerOf, meeting, onceWith, refusalOf, registered, type AffinityHarness } from './affinity-harness.js';
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
export { memoryAffinityWork, type MemoryAffinities, type RecordedEvent } from './memory-affinity-work.js';
export {
  findingProblems,
  memoryDocumentShelf,
  memoryProducts,
  scriptedEligibility,
  scriptedInsurers,
} from './neighbours.js';
export { affinityRig, contractInput, noonOf, type AffinityRig } from './affinity-rig.js';
