import type { Product } from '@affinity-engine/catalogue';
import type { Affinity, AffinityId, PartnerId } from './affinity.js';
import { affinityOf } from './find-or-throw.js';
import type { AffinityWork, Products } from './ports.js';

/** An affinity with the version of its product that it was contracted with. */
export type AffinityWithProduct = { readonly affinity: Affinity; readonly product: Product };

/** An affinity with its product. */
export const withProduct = async (affinity: Affinity, products: Products): Promise<AffinityWithProduct> => ({
  affinity,
  product: await products.at(affinity.productId, affinity.productVersion),
});

/** One of a partner's affinities. @throws AFFINITY-UNKNOWN, also for another partner's */
export const readAffinity =
  (work: AffinityWork, products: Products) =>
  async (id: AffinityId, by: PartnerId): Promise<AffinityWithProduct> =>
    withProduct(await work.run(({ affinities }) => affinityOf(affinities, id, by)), products);
