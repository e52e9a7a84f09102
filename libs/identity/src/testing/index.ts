export { aClient, aPortalLink, aSession, aUser } from './data-fixtures.js';
export { clientListContract, type ClientListContractFixtures } from './client-list.contract.js';
export { failedLoginsContract, type FailedLoginsContractFixtures } from './failed-logins.contract.js';
export { identityWorkContract, refusalOf, type IdentityContractFixtures } from './identity-work.contract.js';
export { memoryIdentityWork, memoryFailedLogins, plainSecrets, type MemoryIdentity } from './memory-identity-work.js';
export { memoryPeopleWork, plainPasswords, type MemoryPeople } from './memory-people-work.js';
export { peopleWorkContract, type PeopleContractFixtures } from './people-work.contract.js';
