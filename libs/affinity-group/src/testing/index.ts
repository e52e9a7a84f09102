export { affinityGroupRig } from './affinity-group-rig.js';
export { affinityGroupWorkContract, refusalOf, type AffinityGroupHarness } from './affinity-group-work.contract.js';
export { aCode, aGroup, anAssociation, anOrganization, aQuery } from './builders.js';
export { memoryAffinityGroups, type MemoryAffinityGroups } from './memory-affinity-groups.js';
