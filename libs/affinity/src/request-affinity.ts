import { plus, type Clock, type Ids, type Once } from '@affinity-engine/kernel';
import { productOf, type Product } from '@affinity-engine/catalogue';
import type { AffinityRequest, PartnerId } from './affinity.js';
import { checkPartnerSale } from './check-sale.js';
import { partnerOf } from './find-or-throw.js';
import { checkOffered } from './partner.js';
import type { AffinityWork, Products } from './ports.js';

/** Days within which an affinity request can be contracted. */
const requestDays = 15;

/** The product, and the producer code if it is not the partner's default. */
export type AffinityRequestInput = { readonly productId: string; readonly producerCode?: string | null };

export type PreparedAffinity = { readonly request: AffinityRequest; readonly product: Product };

/**
 * Opens a request for one of the partner's products: pins the current product version and offers its plans.
 * @throws PARTNER-UNKNOWN, PRODUCT-UNKNOWN, PRODUCT-NOT-OFFERED, INSURER-NOT-ACTIVE, NOT-ELIGIBLE
 */
export const requestAffinity =
  (work: AffinityWork, products: Products, clock: Clock, ids: Ids) =>
  (
    { productId, producerCode = null }: AffinityRequestInput,
    by: PartnerId,
    once?: Once<PreparedAffinity>,
  ): Promise<PreparedAffinity> =>
    work.run(async (unit) => {
      const { partners, requests, audit } = unit;
      const product = productOf(products.current(), productId);
      const partner = await partnerOf(partners, by);
      checkOffered(partner, product);
      await checkPartnerSale(unit, partner, { product, producerCode, on: clock.today(), holder: null });
      // Stored by its identifier: the text of a code may change, and later belong to another one.
      const codeId = producerCode === null ? null : await unit.eligibility.codeIdOf(producerCode);
      const request = openRequest(ids.next(), by, product, codeId, clock.now());
      requests.add(request);
      audit.append({ actor: by, action: 'affinity-request.created', subject: request.id });
      return { request, product };
    }, once);

/** A new request that pins this version of the product. */
export const openRequest = (
  id: string,
  partnerId: PartnerId,
  product: Product,
  producerCode: string | null,
  now: AffinityRequest['createdAt'],
): AffinityRequest => ({
  id,
  partnerId,
  productId: product.id,
  productVersion: product.version,
  producerCode,
  createdAt: now,
  expiresAt: plus(now, { days: requestDays }),
  usedBy: null,
});
