export { affinityGroupRig } from './affinity-group-rig.js';
export type { AffinityGroupHarness } from './affinity-group-harness.js';
export { affinityGroupWorkContract } from './affinity-group-work.contract.js';
export { aCode, aGroup, anAssociation, anOrganization, aQuery } from './builders.js';
export { memoryAffinityGroups, type MemoryAffinityGroups } from './memory-affinity-groups.js';
