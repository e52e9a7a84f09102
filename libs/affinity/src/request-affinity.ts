import { plus, type Clock, type Ids, type Once } from '@affinity-engine/kernel';
import { productOf, type Product } from '@affinity-engine/catalogue';
import type { AffinityRequest, PartnerId } from './affinity.js';
import { partnerOf } from './get.js';
import { checkOffered } from './partner.js';
import type { AffinityWork, Products } from './ports.js';

/** How long an affinity request can be contracted. */
const requestDays = 15;

export type PreparedAffinity = { readonly request: AffinityRequest; readonly product: Product };

/**
 * Opens a request for one of the partner's products: pins the product's present version and offers its plans.
 * @throws PARTNER-UNKNOWN, PRODUCT-UNKNOWN, PRODUCT-NOT-OFFERED, INSURER-NOT-ACTIVE
 */
export const requestAffinity =
  (work: AffinityWork, products: Products, clock: Clock, ids: Ids) =>
  (productId: string, by: PartnerId, once?: Once<PreparedAffinity>): Promise<PreparedAffinity> =>
    work.run(async ({ partners, requests, audit }) => {
      const product = productOf(products.current(), productId);
      checkOffered(await partnerOf(partners, by), product);
      const request = openRequest(ids.next(), by, product, clock.now());
      requests.add(request);
      audit.append({ actor: by, action: 'affinity-request.created', subject: request.id });
      return { request, product };
    }, once);

/** A fresh request that pins this version of the product. */
export const openRequest = (
  id: string,
  partnerId: PartnerId,
  product: Product,
  now: AffinityRequest['createdAt'],
): AffinityRequest => ({
  id,
  partnerId,
  productId: product.id,
  productVersion: product.version,
  createdAt: now,
  expiresAt: plus(now, { days: requestDays }),
  usedBy: null,
});
