import {
  reasonsAgainst,
  type AskedSale,
  type GroupTerms,
  type Reason,
  type SellingCode,
} from '@affinity-engine/eligibility';
import { utcDay, type Instant } from '@affinity-engine/kernel';
import type { AffinityGroup, ProducerCodeId } from './affinity-group.js';
import { groupOf } from './get.js';
import type { AffinityGroupWork, ProducerCodes } from './ports.js';

/**
 * Every reason against a sale as a seller asks for it; empty is eligible. The code may be named by its identifier or as
 * people write it.
 * @throws GROUP-UNKNOWN where the seller is linked to a group there is none of
 */
export const saleReasons =
  (work: AffinityGroupWork) =>
  async ({ groupIds, producerCode, ...sale }: AskedSale): Promise<readonly Reason[]> => {
    if (groupIds.length === 0 && producerCode === null) return [];
    return work.run(async ({ groups, codes, associations }) => {
      const terms = await Promise.all(
        groupIds.map(async (id) => termsOf(await groupOf(groups, id), await associations.codesOf(id))),
      );
      return reasonsAgainst(terms, { ...sale, producerCode: await sellingCode(codes, producerCode) });
    });
  };

/** What a group says of a sale. Its first and last day are those its moments fall on in UTC. */
export const termsOf = (group: AffinityGroup, producerCodeIds: readonly ProducerCodeId[]): GroupTerms => ({
  groupId: group.id,
  type: group.type,
  productIds: group.products,
  jurisdictions: group.jurisdictions,
  startDay: dayOf(group.startDate),
  endDay: dayOf(group.endDate),
  producerCodeIds,
});

const dayOf = (at: Instant | null) => (at === null ? null : utcDay(at));

async function sellingCode(codes: ProducerCodes, named: string | null): Promise<SellingCode> {
  if (named === null) return { standing: 'none' };
  const code = (await codes.find(named)) ?? (await codes.findByCode(named));
  if (code === null) return { standing: 'unknown', named };
  return { standing: code.active ? 'active' : 'inactive', id: code.id };
}
