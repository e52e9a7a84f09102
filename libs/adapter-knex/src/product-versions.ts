import type { Knex } from 'knex';
import { write, type Committer } from './engine/committer.js';
import { textIn, type Row } from './engine/sql.js';
import { eachRow } from './engine/statements.js';
import { writeOrder } from './engine/write-order.js';
import type { Catalogue } from '@affinity-engine/catalogue';
import type { QuotationProduct } from '@affinity-engine/quotation-product';

/** Today's catalogue with its quotation products. */
export type StoredCatalogue = Catalogue & { readonly quotationProducts: readonly QuotationProduct[] };

/** A product of any kind, stored for ever. */
type Versioned = { readonly id: string; readonly version: string; readonly product: unknown };

const keepVersion = eachRow<Versioned, void>(
  'keep product version',
  writeOrder.productVersion,
  async (execute, { id, version, product }) => {
    await execute(
      `insert into product_version (product_id, version, content, loaded_at) values (?, ?, ?, ${execute.words.now})
     on conflict do nothing`,
      [id, version, JSON.stringify(product)],
    );
  },
);

/** Stores every loaded version, and finds one; null if it was never loaded. */
export async function keptVersions<Product extends { readonly version: string }>(
  reader: Knex,
  committer: Committer,
  products: readonly Product[],
  idOf: (product: Product) => string,
): Promise<(id: string, version: string) => Promise<Product | null>> {
  const known = new Map(products.map((product) => [keyOf(idOf(product), product.version), product]));
  const writes = products.map((product) => ({ id: idOf(product), version: product.version, product }));
  if (writes.length > 0) await committer.commit(writes.map((each) => write(keepVersion, each)));
  return async (id, version) => {
    const key = keyOf(id, version);
    const product = known.get(key) ?? (await read(id, version));
    if (product !== null) known.set(key, product);
    return product;
  };

  async function read(id: string, version: string): Promise<Product | null> {
    const row = (await reader('product_version').where({ product_id: id, version }).first()) as Row | undefined;
    return row === undefined ? null : (JSON.parse(textIn(row, 'content')) as Product);
  }
}

const keyOf = (id: string, version: string): string => `${id}@${version}`;
