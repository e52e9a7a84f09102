import type { Products } from '@affinity-engine/affinity';
import { catalogueError, type Catalogue } from '@affinity-engine/catalogue';
import type { Knex } from 'knex';
import type { Committer } from '../engine/committer.js';
import { keptVersions } from '../product-versions.js';

/** Stores every loaded version of a product: certificates and requests pin them. */
export async function knexProducts(reader: Knex, committer: Committer, catalogue: Catalogue): Promise<Products> {
  const versionOf = await keptVersions(reader, committer, catalogue.products, ({ id }) => id);
  return {
    current: () => catalogue,
    async at(productId, version) {
      const product = await versionOf(productId, version);
      if (product !== null) return product;
      throw catalogueError('PRODUCT-UNKNOWN', { productId, version });
    },
  };
}
