export { affinityGroupFixtures } from './affinity-group-fixtures.js';
export type { AffinityGroupContractFixtures } from './affinity-group-contract-fixtures.js';
export { affinityGroupWorkContract } from './affinity-group-work.contract.js';
export { aCode, aGroup, anAssociation, anOrganization, aQuery } from './data-fixtures.js';
export { memoryAffinityGroups, type MemoryAffinityGroups } from './memory-affinity-groups.js';
