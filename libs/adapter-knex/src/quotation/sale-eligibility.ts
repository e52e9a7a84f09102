import { partnerOf } from '@affinity-engine/affinity';
import type { SaleEligibility } from '@affinity-engine/quotation';
import type { Knex } from 'knex';
import { knexEligibility } from '../affinity/eligibility.js';
import { knexPartners } from '../affinity/partners.js';
import type { Write } from '../engine/committer.js';

/** Checks a quotation for a partner against the partner's groups, through its default code. */
export function knexSaleEligibility(reader: Knex): (writes: Write[]) => SaleEligibility {
  const [partnersIn, eligibilityIn] = [knexPartners(reader), knexEligibility(reader)];
  return (writes) => {
    const [partners, eligibility] = [partnersIn(writes), eligibilityIn(writes)];
    return {
      async reasonsAgainst({ partnerId, ...sale }) {
        const partner = await partnerOf(partners, partnerId);
        partners.assertUnchanged(partner);
        const { affinityGroupIds: groupIds, defaultProducerCode: producerCode } = partner;
        return eligibility.reasonsAgainst({ ...sale, groupIds, producerCode });
      },
    };
  };
}
