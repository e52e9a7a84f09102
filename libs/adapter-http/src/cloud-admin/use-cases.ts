import type * as groups from '@affinity-engine/affinity-group';
import type { UseCases } from '../edge/use-cases.js';

/** The use cases that the dialect of groups and producer codes calls. */
export type CloudAdminUseCases = UseCases<
  typeof groups,
  | ('readGroup' | 'createGroup' | 'changeGroup' | 'checkGroupChange')
  | ('readProducerCode' | 'createProducerCode' | 'changeProducerCode' | 'checkCodeChange')
  | ('readAssociation' | 'associateCode' | 'removeCode' | 'checkAssociation')
  | ('readOrganization' | 'createOrganization' | 'organizationNames')
> & { readonly lists: groups.AffinityGroupLists };
