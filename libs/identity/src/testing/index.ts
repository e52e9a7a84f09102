export { aClient } from './builders.js';
export { clientListContract, type ClientListHarness } from './client-list.contract.js';
export { failedLoginsContract, type FailedLoginsHarness } from './failed-logins.contract.js';
export { identityWorkContract, refusalOf, type IdentityHarness } from './identity-work.contract.js';
export { memoryIdentityWork, memoryFailedLogins, plainSecrets, type MemoryIdentity } from './memory-identity-work.js';
