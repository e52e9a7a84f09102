export { aClient } from './data-fixtures.js';
export { clientListContract, type ClientListContractFixtures } from './client-list.contract.js';
export { failedLoginsContract, type FailedLoginsContractFixtures } from './failed-logins.contract.js';
export { identityWorkContract, refusalOf, type IdentityContractFixtures } from './identity-work.contract.js';
export { memoryIdentityWork, memoryFailedLogins, plainSecrets, type MemoryIdentity } from './memory-identity-work.js';
