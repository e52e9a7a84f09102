import type { Products } from '@affinity-engine/affinity';
import { catalogueError, type Catalogue } from '@affinity-engine/catalogue';
import { instantAt } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import { composed } from '../engine/sql-words.js';
import { integerIn, textIn, type Execute } from '../engine/sql.js';
import type { Committer } from '../engine/committer.js';
import { keptVersions } from '../product-versions.js';

const carriedSql = composed(
  ({ textAt }) => `select product_id, version from product_version where ${textAt('content', 'insurer', 'id')} = ?
    order by product_id, version`,
);

/** A quotation's products are kept in the same table, and have no plans. */
const versionsSql = composed(
  ({
    fieldIs,
  }) => `select version, loaded_at from product_version where product_id = ? and ${fieldIs('content', 'plans', 'array')}
    order by loaded_at desc, version`,
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
    async versionsOf(productId) {
      const found = await read(versionsSql(read.words), [productId]);
      return found.map((row) => ({
        version: textIn(row, 'version'),
        loadedAt: instantAt(integerIn(row, 'loaded_at')),
      }));
    },
    async at(productId, version) {
      const product = await versionOf(productId, version);
      if (product !== null) return product;
      throw catalogueError('PRODUCT-UNKNOWN', { productId, version });
    },
  };
}
