import type { AffinityGroup, Association, Organization, ProducerCode } from './affinity-group.js';
import { affinityGroupError } from './errors.js';
import type { Associations, Groups, Organizations, ProducerCodes } from './ports.js';

/** @throws GROUP-UNKNOWN */
export async function groupOf(groups: Groups, id: string): Promise<AffinityGroup> {
  const group = await groups.find(id);
  if (group === null) throw affinityGroupError('GROUP-UNKNOWN', { id });
  return group;
}

/** @throws CODE-UNKNOWN */
export async function producerCodeOf(codes: ProducerCodes, id: string): Promise<ProducerCode> {
  const code = await codes.find(id);
  if (code === null) throw affinityGroupError('CODE-UNKNOWN', { id });
  return code;
}

/** Finds a code by its identifier or its text; null if not found. */
export const findCodeByIdOrText = async (codes: ProducerCodes, named: string): Promise<ProducerCode | null> =>
  (await codes.find(named)) ?? codes.findByCode(named);

/** @throws ORGANIZATION-UNKNOWN */
export async function organizationOf(organizations: Organizations, id: string): Promise<Organization> {
  const organization = await organizations.find(id);
  if (organization === null) throw affinityGroupError('ORGANIZATION-UNKNOWN', { id });
  return organization;
}

/** @throws ASSOCIATION-UNKNOWN */
export async function associationOf(
  associations: Associations,
  groupId: string,
  producerCodeId: string,
): Promise<Association> {
  const association = await associations.find(groupId, producerCodeId);
  if (association === null) throw affinityGroupError('ASSOCIATION-UNKNOWN', { groupId, producerCodeId });
  return association;
}
