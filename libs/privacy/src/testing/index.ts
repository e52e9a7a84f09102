export { memoryPrivacyWork, type MemoryPrivacy } from './memory-privacy-work.js';
export { privacyWorkContract, type PrivacyContractFixtures, type SuitePerson } from './privacy-work.contract.js';
