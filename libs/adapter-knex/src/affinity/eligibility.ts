import type { Eligibility } from '@affinity-engine/affinity';
import { findCodeByIdOrText, saleReasons } from '@affinity-engine/affinity-group';
import type { Knex } from 'knex';
import { knexGroups } from '../affinity-group/affinity-groups.js';
import { knexAssociations } from '../affinity-group/associations.js';
import { knexProducerCodes } from '../affinity-group/producer-codes.js';
import type { Write } from '../engine/committer.js';

/** Checks a sale against the affinity groups. Everything an eligible sale depends on is guarded with the writes. */
export function knexEligibility(reader: Knex): (writes: Write[]) => Eligibility {
  const [groups, codes, associations] = [knexGroups(reader), knexProducerCodes(reader), knexAssociations(reader)];
  return (writes) => ({
    reasonsAgainst: saleReasons({
      groups: groups(writes),
      codes: codes(writes),
      associations: associations(writes),
    }),
    codeIdOf: async (named) => (await findCodeByIdOrText(codes(writes), named))?.id ?? null,
    async knownGroups(ids) {
      const found = await Promise.all(ids.map((id) => groups(writes).find(id)));
      return found.flatMap((group) => (group === null ? [] : [group.id]));
    },
  });
}
