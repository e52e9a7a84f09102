import type { AffinityGroupPorts, AffinityGroupWork } from '@affinity-engine/affinity-group';
import type { Clock } from '@affinity-engine/kernel';
import { knexAudit } from '../audit.js';
import type { Engine } from '../engine/engine.js';
import { knexWork } from '../engine/work.js';
import { knexGroups } from './affinity-groups.js';
import { knexAssociations } from './associations.js';
import { knexOrganizations } from './organizations.js';
import { knexProducerCodes } from './producer-codes.js';

export function knexAffinityGroupWork(engine: Engine, clock: Clock): AffinityGroupWork {
  const groups = knexGroups(engine.reader);
  const codes = knexProducerCodes(engine.reader);
  const organizations = knexOrganizations(engine.reader);
  const associations = knexAssociations(engine.reader);
  const audit = knexAudit(clock);
  return knexWork<AffinityGroupPorts>(engine, (writes) => ({
    groups: groups(writes),
    codes: codes(writes),
    organizations: organizations(writes),
    associations: associations(writes),
    audit: audit(writes),
  }));
}
