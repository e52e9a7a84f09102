import { partnerOf } from '@affinity-engine/affinity';
import type { SaleEligibility } from '@affinity-engine/quotation';
import type { Knex } from 'knex';
import { knexEligibility } from '../affinity/eligibility.js';
import { knexPartners } from '../affinity/partners.js';
import type { Write } from '../engine/committer.js';

/** A quotation for a partner is checked against the groups the partner is linked to, through its default code. */
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
