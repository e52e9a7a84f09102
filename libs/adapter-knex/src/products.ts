import type { Products } from '@affinity-engine/affinity';
import type { Catalogue, Product } from '@affinity-engine/catalogue';
import { DomainError } from '@affinity-engine/kernel';
import type { Knex } from 'knex';
import * as column from './columns.js';
import type { Row } from './columns.js';
import { write, type Committer } from './committer.js';
import { eachRow } from './statements.js';

const keepVersion = eachRow<Product, void>('keep product version', 1, async (execute, product) => {
  await execute(
    `insert into product_version (product_id, version, content, loaded_at) values (?, ?, ?, ${column.databaseNow})
     on conflict do nothing`,
    [product.id, product.version, JSON.stringify(product)],
  );
});

/** Keeps every version of a product that was ever loaded: certificates and requests pin theirs. */
export async function knexProducts(reader: Knex, committer: Committer, catalogue: Catalogue): Promise<Products> {
  const known = new Map(catalogue.products.map((product) => [keyOf(product.id, product.version), product]));
  await committer.commit(catalogue.products.map((product) => write(keepVersion, product)));
  return {
    current: () => catalogue,
    async at(productId, version) {
      const key = keyOf(productId, version);
      const product = known.get(key) ?? (await read(productId, version));
      known.set(key, product);
      return product;
    },
  };

  async function read(productId: string, version: string): Promise<Product> {
    const row = (await reader('product_version').where({ product_id: productId, version }).first()) as Row | undefined;
    if (row === undefined)
      throw new DomainError('PRODUCT-UNKNOWN', 'This version of the product was never loaded.', { productId, version });
    return column.json<Product>(row, 'content');
  }
}

const keyOf = (id: string, version: string): string => `${id}@${version}`;
