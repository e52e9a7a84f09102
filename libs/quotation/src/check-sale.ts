import { checkEligible, holderJurisdiction } from '@affinity-engine/eligibility';
import { isPlainDate, type PlainDate } from '@affinity-engine/kernel';
import type { Values } from '@affinity-engine/questionnaire';
import { codes, type QuotationProduct } from '@affinity-engine/quotation-product';
import type { SaleEligibility } from './ports.js';
import type { Subscription } from './quotation.js';

/**
 * Refuses a sale that the affinity groups of the subscription's partner do not allow: the product, on the first day of
 * cover, in the insured's state. A subscription without a partner is not restricted.
 * @throws NOT-ELIGIBLE with every reason
 */
export async function checkQuotedSale(
  eligibility: SaleEligibility,
  { partnerId }: Subscription,
  { operationCode, jurisdiction }: QuotationProduct,
  values: Values,
  today: PlainDate,
): Promise<void> {
  if (partnerId === null) return;
  const [start, state] = [values.get(codes.start), values.get(codes.state)];
  const reasons = await eligibility.reasonsAgainst({
    partnerId,
    productId: operationCode,
    on: typeof start === 'string' && isPlainDate(start) ? start : today,
    jurisdiction: typeof state === 'string' ? holderJurisdiction(jurisdiction, state) : null,
  });
  checkEligible(reasons, { productId: operationCode });
}
