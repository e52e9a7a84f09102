import type { Products } from '@affinity-engine/affinity';
import { catalogueError, type Catalogue } from '@affinity-engine/catalogue';
import type { Knex } from 'knex';
import { composed } from '../engine/sql-words.js';
import { textIn, type Execute } from '../engine/sql.js';
import type { Committer } from '../engine/committer.js';
import { keptVersions } from '../product-versions.js';

const carriedSql = composed(
  ({ textAt }) => `select product_id, version from product_version where ${textAt('content', 'insurer', 'id')} = ?
    order by product_id, version`,
);

/** Stores every loaded version of a product: certificates and requests pin them. */
export async function knexProducts(
  { reader, read }: { readonly reader: Knex; readonly read: Execute },
  committer: Committer,
  catalogue: Catalogue,
): Promise<Products> {
  const versionOf = await keptVersions(reader, committer, catalogue.products, ({ id }) => id);
  return {
    current: () => catalogue,
    async carriedBy(insurerId) {
      const found = await read(carriedSql(read.words), [insurerId]);
      return found.map((row) => ({ id: textIn(row, 'product_id'), version: textIn(row, 'version') }));
    },
    async at(productId, version) {
      const product = await versionOf(productId, version);
      if (product !== null) return product;
      throw catalogueError('PRODUCT-UNKNOWN', { productId, version });
    },
  };
}
