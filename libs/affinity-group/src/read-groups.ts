import type {
  AffinityGroup,
  AssociatedCode,
  GroupId,
  Organization,
  OrganizationId,
  ProducerCode,
  ProducerCodeId,
} from './affinity-group.js';
import { associationOf, producerCodeOf, groupOf, organizationOf } from './find-or-throw.js';
import type { AffinityGroupWork } from './ports.js';

/** One group. @throws GROUP-UNKNOWN */
export const readGroup =
  (work: AffinityGroupWork) =>
  (id: GroupId): Promise<AffinityGroup> =>
    work.run(({ groups }) => groupOf(groups, id));

/** One producer code. @throws CODE-UNKNOWN */
export const readProducerCode =
  (work: AffinityGroupWork) =>
  (id: ProducerCodeId): Promise<ProducerCode> =>
    work.run(({ codes }) => producerCodeOf(codes, id));

/** One organization. @throws ORGANIZATION-UNKNOWN */
export const readOrganization =
  (work: AffinityGroupWork) =>
  (id: OrganizationId): Promise<Organization> =>
    work.run(({ organizations }) => organizationOf(organizations, id));

/** One producer code of a group. @throws GROUP-UNKNOWN, ASSOCIATION-UNKNOWN */
export const readAssociation =
  (work: AffinityGroupWork) =>
  (groupId: GroupId, producerCodeId: ProducerCodeId): Promise<AssociatedCode> =>
    work.run(async ({ groups, associations, codes }) => {
      await groupOf(groups, groupId);
      const association = await associationOf(associations, groupId, producerCodeId);
      return { ...association, code: (await producerCodeOf(codes, producerCodeId)).code };
    });

/** The names of organizations by their identifiers; unknown ones are left out. */
export const organizationNames =
  (work: AffinityGroupWork) =>
  (ids: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, string>> =>
    work.run(async ({ organizations }) => {
      const found = await Promise.all([...new Set(ids)].map((id) => organizations.find(id)));
      return new Map(found.flatMap((each) => (each === null ? [] : [[each.id, each.name] as const])));
    });
