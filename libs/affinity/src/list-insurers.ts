import type { Insurer } from '@affinity-engine/catalogue';
import type { Products } from './ports.js';

/** An insurer of today's catalogue, with the products that it carries. */
export type InsurerWithProducts = { readonly insurer: Insurer; readonly productIds: readonly string[] };

/** Every insurer of today's catalogue, in its order. */
export const listInsurers = (products: Products) => async (): Promise<readonly InsurerWithProducts[]> => {
  const { insurers, products: sold } = products.current();
  return insurers.map((insurer) => ({
    insurer,
    productIds: sold.filter((product) => product.insurer.id === insurer.id).map(({ id }) => id),
  }));
};
