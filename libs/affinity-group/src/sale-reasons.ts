import {
  reasonsAgainst,
  type SaleRequest,
  type GroupTerms,
  type Reason,
  type SellingCode,
} from '@affinity-engine/eligibility';
import { utcDay, type Instant } from '@affinity-engine/kernel';
import type { AffinityGroup, ProducerCode, ProducerCodeId } from './affinity-group.js';
import { findCodeByIdOrText, groupOf } from './find-or-throw.js';
import type { AffinityGroupPorts } from './ports.js';

/** The ports needed to check a sale. */
export type SalePorts = Pick<AffinityGroupPorts, 'groups' | 'codes' | 'associations'>;

/**
 * Every reason against a requested sale; empty is eligible. The code is named by its identifier or its text. For an
 * eligible sale, groups, code and association are guarded: if one changes before the commit, the unit runs again.
 * @throws GROUP-UNKNOWN if the seller is linked to an unknown group
 */
export const saleReasons =
  ({ groups, codes, associations }: SalePorts) =>
  async ({ groupIds, producerCode, ...sale }: SaleRequest): Promise<readonly Reason[]> => {
    if (groupIds.length === 0 && producerCode === null) return [];
    const [found, code] = await Promise.all([
      Promise.all(
        groupIds.map(async (id) => ({ group: await groupOf(groups, id), codeIds: await associations.codesOf(id) })),
      ),
      producerCode === null ? null : findCodeByIdOrText(codes, producerCode),
    ]);
    const terms = found.map(({ group, codeIds }) => termsOf(group, codeIds));
    const reasons = reasonsAgainst(terms, { ...sale, producerCode: sellingCode(producerCode, code) });
    if (reasons.length > 0) return reasons;

    if (code !== null) codes.assertUnchanged(code);
    for (const { group, codeIds } of found) {
      groups.assertUnchanged(group);
      if (code !== null && codeIds.includes(code.id)) associations.assertUnchanged(group.id, code.id);
    }
    return [];
  };

/** The conditions of a group. Its first and last day are taken in UTC. */
export const termsOf = (group: AffinityGroup, producerCodeIds: readonly ProducerCodeId[]): GroupTerms => ({
  groupId: group.id,
  type: group.type,
  productIds: group.products,
  jurisdictions: group.jurisdictions,
  startDay: utcDayOrNull(group.startDate),
  endDay: utcDayOrNull(group.endDate),
  producerCodeIds,
});

const utcDayOrNull = (at: Instant | null) => (at === null ? null : utcDay(at));

function sellingCode(named: string | null, code: ProducerCode | null): SellingCode {
  if (named === null) return { status: 'none' };
  if (code === null) return { status: 'unknown', named };
  return { status: code.active ? 'active' : 'inactive', id: code.id };
}
