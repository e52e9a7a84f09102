import type { Catalogue, Product } from '@affinity-engine/catalogue';
import type { InsurerStanding, Partner } from './affinity.js';
import { affinityError } from './errors.js';

/** A product and the partner's standing with its insurer. */
export type OfferedProduct = {
  readonly product: Product;
  readonly standing: InsurerStanding;
};

export const standingWith = (partner: Partner, insurerId: string): InsurerStanding =>
  partner.standings[insurerId] ?? 'active';

/** Owner id under which an insurer's webhook events are stored. */
export const insurerOwner = (insurerId: string): string => `insurer:${insurerId}`;

/** The products offered to a partner, in catalogue order. */
export const offeredProducts = (partner: Partner, catalogue: Catalogue): readonly OfferedProduct[] =>
  catalogue.products
    .filter((product) => partner.productIds.includes(product.id))
    .map((product) => ({
      product,
      standing: standingWith(partner, product.insurer.id),
    }));

/**
 * Refuses a product the partner may not sell today.
 * @throws PRODUCT-NOT-OFFERED, INSURER-NOT-ACTIVE
 */
export function checkOffered(partner: Partner, product: Product): void {
  if (!partner.productIds.includes(product.id)) {
    throw affinityError('PRODUCT-NOT-OFFERED', { productId: product.id, offered: partner.productIds });
  }
  const standing = standingWith(partner, product.insurer.id);
  if (standing !== 'active') {
    throw affinityError('INSURER-NOT-ACTIVE', { productId: product.id, insurerId: product.insurer.id, standing });
  }
}
