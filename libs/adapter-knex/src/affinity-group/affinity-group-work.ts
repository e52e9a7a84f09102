import type { AffinityGroupPorts, AffinityGroupWork } from '@affinity-engine/affinity-group';
import type { Clock } from '@affinity-engine/kernel';
import { knexGroups } from './affinity-groups.js';
import { knexAssociations } from './associations.js';
import { knexAudit } from '../audit.js';
import type { Committer } from '../engine/committer.js';
import type { Database } from '../engine/database.js';
import { knexOrganizations } from './organizations.js';
import { knexProducerCodes } from './producer-codes.js';
import type { Seal } from '../engine/seal.js';
import { knexWork } from '../engine/work.js';

/** Units of work of the affinity-group context. */
export function knexAffinityGroupWork(
  { reader }: Database,
  committer: Committer,
  seal: Seal,
  clock: Clock,
): AffinityGroupWork {
  const groups = knexGroups(reader);
  const codes = knexProducerCodes(reader);
  const organizations = knexOrganizations(reader);
  const associations = knexAssociations(reader);
  const audit = knexAudit(clock);
  return knexWork<AffinityGroupPorts>(reader, committer, seal, (writes) => ({
    groups: groups(writes),
    codes: codes(writes),
    organizations: organizations(writes),
    associations: associations(writes),
    audit: audit(writes),
  }));
}
