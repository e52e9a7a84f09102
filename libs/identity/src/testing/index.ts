export { aClient } from './builders.js';
export { identityWorkContract, refusalOf, type IdentityHarness } from './identity-work.contract.js';
export { memoryIdentityWork, memoryFailedLogins, plainSecrets, type MemoryIdentity } from './memory-identity-work.js';
