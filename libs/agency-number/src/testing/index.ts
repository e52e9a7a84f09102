export { agencyFixtures, type AgencyFixtures } from './agency-fixtures.js';
export { agencyListsContract, type AgencyListsContractFixtures } from './agency-lists.contract.js';
export type { AgencyContractFixtures } from './agency-contract-fixtures.js';
export { agencyWorkContract } from './agency-work.contract.js';
export {
  aBroker,
  aBrokerOwner,
  anAccount,
  anAccountOwner,
  aSentNumber,
  aWrittenNumber,
  memoryInsurers,
  publishedExample,
} from './data-fixtures.js';
export { memoryAgencyWork, type MemoryAgency } from './memory-agency-work.js';
