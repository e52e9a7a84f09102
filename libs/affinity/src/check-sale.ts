import type { Product } from '@affinity-engine/catalogue';
import { checkEligible, holderJurisdiction } from '@affinity-engine/eligibility';
import type { PlainDate } from '@affinity-engine/kernel';
import type { Particular, Partner } from './affinity.js';
import type { AffinityPorts } from './ports.js';

/** What is known of a sale: when it is requested, the day is today and the holder is nobody yet. */
export type SaleAttempt = {
  readonly product: Product;
  readonly producerCode: string | null;
  readonly on: PlainDate;
  readonly holder: Particular | null;
};

/**
 * Refuses what the partner's affinity groups do not admit. The partner is held, too: who is suspended or linked to a
 * group meanwhile sells by what holds then.
 * @throws NOT-ELIGIBLE with every reason
 */
export async function checkPartnerSale(
  { eligibility, partners }: Pick<AffinityPorts, 'eligibility' | 'partners'>,
  partner: Partner,
  { product, producerCode, on, holder }: SaleAttempt,
): Promise<void> {
  const reasons = await eligibility.reasonsAgainst({
    groupIds: partner.affinityGroupIds,
    producerCode: producerCode ?? partner.defaultProducerCode,
    productId: product.id,
    on,
    jurisdiction: jurisdictionOf(product, holder),
  });
  checkEligible(reasons);
  partners.assertUnchanged(partner);
}

/** The state the holder lives in, in the country the product is sold in; null where it was not told. */
function jurisdictionOf(product: Product, holder: Particular | null): string | null {
  const address = holder?.['address'] as Particular | null | undefined;
  const state = address?.['state_code'];
  return typeof state === 'string' ? holderJurisdiction(product.jurisdiction, state) : null;
}
