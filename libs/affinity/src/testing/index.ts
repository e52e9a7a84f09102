export { answerOf, meeting, onceWith, refusalOf } from '@affinity-engine/kernel/testing';
export { added, registered, type AffinityContractFixtures } from './affinity-contract-fixtures.js';
export { memoryAffinityLists } from './memory-affinity-lists.js';
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
} from './data-fixtures.js';
export { documentShelfContract, type DocumentShelfContractFixtures } from './document-shelf.contract.js';
export {
  memoryAffinityPorts,
  memoryAffinityWork,
  type AffinityStore,
  type InsurerEvent,
  type MemoryAffinities,
  type RecordedEvent,
} from './memory-affinity-work.js';
export { memoryMovements } from './memory-movements.js';
export { movementsContract, type MovementsContractFixtures } from './movements.contract.js';
export { partnerListContract, type PartnerListContractFixtures } from './partner-list.contract.js';
export { productsContract, type ProductsContractFixtures } from './products.contract.js';
export {
  findingProblems,
  memoryDocumentShelf,
  memoryProducts,
  scriptedEligibility,
  scriptedInsurers,
} from './port-fixtures.js';
export { affinityFixtures, contractInput, noonOf, type AffinityFixtures } from './affinity-fixtures.js';
