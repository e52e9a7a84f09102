import type { Product } from '@affinity-engine/catalogue';
import { checkEligible, holderJurisdiction } from '@affinity-engine/eligibility';
import type { PlainDate } from '@affinity-engine/kernel';
import type { Particular, Partner } from './affinity.js';
import type { AffinityPorts } from './ports.js';

/** A sale to check. When it is only requested, `on` is today and there is no holder yet. */
export type SaleAttempt = {
  readonly product: Product;
  readonly producerCode: string | null;
  readonly on: PlainDate;
  readonly holder: Particular | null;
};

/**
 * Refuses a sale that the partner's affinity groups do not allow. The partner must still be unchanged at commit: if it
 * is suspended or linked to a group meanwhile, the sale is checked again.
 * @throws NOT-ELIGIBLE with every reason
 */
export async function checkPartnerSale(
  { eligibility, partners }: Pick<AffinityPorts, 'eligibility' | 'partners'>,
  partner: Partner,
  { product, producerCode, on, holder }: SaleAttempt,
): Promise<void> {
  const named = producerCode ?? partner.defaultProducerCode;
  const reasons = await eligibility.reasonsAgainst({
    groupIds: partner.affinityGroupIds,
    producerCode: named,
    productId: product.id,
    on,
    jurisdiction: jurisdictionOf(product, holder),
  });
  const producerCodeId = reasons.length === 0 || named === null ? null : await eligibility.codeIdOf(named);
  checkEligible(reasons, { productId: product.id, ...(producerCodeId === null ? {} : { producerCodeId }) });
  partners.assertUnchanged(partner);
}

/** The holder's state, in the country the product is sold in; null if not given. */
function jurisdictionOf(product: Product, holder: Particular | null): string | null {
  const address = holder?.['address'] as Particular | null | undefined;
  const state = address?.['state_code'];
  return typeof state === 'string' ? holderJurisdiction(product.jurisdiction, state) : null;
}
