export { agencyRig, type AgencyRig } from './agency-rig.js';
export { agencyListsContract, type AgencyListsHarness } from './agency-lists.contract.js';
export type { AgencyHarness } from './agency-harness.js';
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
} from './builders.js';
export { memoryAgencyWork, type MemoryAgency } from './memory-agency-work.js';
