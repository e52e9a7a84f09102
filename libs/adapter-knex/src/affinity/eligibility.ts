import { partnerOf, type Eligibility } from '@affinity-engine/affinity';
import { codeNamed, saleReasons } from '@affinity-engine/affinity-group';
import type { SaleEligibility } from '@affinity-engine/quotation';
import type { Knex } from 'knex';
import { knexGroups } from '../affinity-group/affinity-groups.js';
import { knexAssociations } from '../affinity-group/associations.js';
import type { Write } from '../engine/committer.js';
import { knexPartners } from './partners.js';
import { knexProducerCodes } from '../affinity-group/producer-codes.js';

/** What affinity groups have against a sale. What an eligible sale rests on is guarded with the writes. */
export function knexEligibility(reader: Knex): (writes: Write[]) => Eligibility {
  const [groups, codes, associations] = [knexGroups(reader), knexProducerCodes(reader), knexAssociations(reader)];
  return (writes) => ({
    reasonsAgainst: saleReasons({
      groups: groups(writes),
      codes: codes(writes),
      associations: associations(writes),
    }),
    codeIdOf: async (named) => (await codeNamed(codes(writes), named)).id,
  });
}

/** What is quoted for a partner is held against the groups it is linked to, through its default code. */
export function knexSaleEligibility(reader: Knex): (writes: Write[]) => SaleEligibility {
  const [partnersIn, eligibilityIn] = [knexPartners(reader), knexEligibility(reader)];
  return (writes) => {
    const [partners, eligibility] = [partnersIn(writes), eligibilityIn(writes)];
    return {
      async reasonsAgainst({ partnerId, ...sale }) {
        const partner = await partnerOf(partners, partnerId);
        partners.hold(partner);
        const { affinityGroupIds: groupIds, defaultProducerCode: producerCode } = partner;
        return eligibility.reasonsAgainst({ ...sale, groupIds, producerCode });
      },
    };
  };
}
