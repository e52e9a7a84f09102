import type { Actor, Ids, Once } from '@affinity-engine/kernel';
import type { Organization } from './affinity-group.js';
import type { AffinityGroupWork } from './ports.js';

export type NewOrganization = Pick<Organization, 'name'>;

/** Creates an organization. */
export const createOrganization =
  (work: AffinityGroupWork, ids: Ids) =>
  (input: NewOrganization, by: Actor, once?: Once<Organization>): Promise<Organization> =>
    work.run(async ({ organizations, audit }) => {
      const organization: Organization = { name: input.name, id: `pc:${ids.next()}`, version: 1 };
      organizations.add(organization);
      audit.append({ actor: by, action: 'organization.created', subject: organization.id });
      return organization;
    }, once);
