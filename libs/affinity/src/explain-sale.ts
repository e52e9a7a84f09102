import { productOf } from '@affinity-engine/catalogue';
import { reasonSentences, type ReasonCode } from '@affinity-engine/eligibility';
import { isDomainError, type PlainDate } from '@affinity-engine/kernel';
import type { PartnerId } from './affinity.js';
import { affinityErrors } from './errors.js';
import { partnerOf } from './find-or-throw.js';
import { checkOffered } from './partner.js';
import type { AffinityWork, Products } from './ports.js';

/** A sale that is thought of. */
export type ThoughtSale = {
  readonly partnerId: PartnerId;
  readonly productId: string;
  /** The first day of cover. */
  readonly on: PlainDate;
  /** The holder's state as groups write it, such as `BR_SP` or `NY`; null: not known yet. */
  readonly jurisdiction: string | null;
  /** By its identifier or its text; null: the partner's default. */
  readonly producerCode: string | null;
};

/** Why a sale would be refused. */
export type ReasonAgainst = {
  readonly code: ReasonCode | 'PRODUCT-NOT-OFFERED' | 'INSURER-NOT-ACTIVE';
  /** The affinity group that does not admit it; null: it is not a group. */
  readonly groupId: string | null;
  readonly message: string;
};

export type ExplainedSale = {
  /** The producer code it would be sold through; null: none. */
  readonly producerCode: string | null;
  /** Every one; empty: it would be admitted. */
  readonly reasons: readonly ReasonAgainst[];
};

/**
 * Every reason for which a partner's sale would be refused, before holder and item are known; changes nothing.
 * @throws PARTNER-UNKNOWN, PRODUCT-UNKNOWN
 */
export const explainSale =
  (work: AffinityWork, products: Products) =>
  ({ partnerId, productId, on, jurisdiction, producerCode: named }: ThoughtSale): Promise<ExplainedSale> =>
    work.run(async ({ partners, eligibility }) => {
      const partner = await partnerOf(partners, partnerId);
      const product = productOf(products.current(), productId);
      const producerCode = named ?? partner.defaultProducerCode;
      const { affinityGroupIds: groupIds } = partner;
      const against = await eligibility.reasonsAgainst({ groupIds, producerCode, productId, on, jurisdiction });
      const offered = notOffered(() => checkOffered(partner, product));
      const reasons = against.map((reason) => ({ ...reason, message: reasonSentences[reason.code] }));
      return { producerCode, reasons: [...offered, ...reasons] };
    });

/** What keeps the partner from any sale of the product. */
function notOffered(check: () => void): readonly ReasonAgainst[] {
  try {
    check();
    return [];
  } catch (refusal) {
    if (!isDomainError(refusal)) throw refusal;
    const code = refusal.code as 'PRODUCT-NOT-OFFERED' | 'INSURER-NOT-ACTIVE';
    return [{ code, groupId: null, message: affinityErrors[code] }];
  }
}
