import { describe, it, expect, beforeEach, afterEach } from '@jest/globals';
import { aCatalogue, aProduct, refusalOf } from '@affinity-engine/affinity/testing';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { knexProducts } from './products.js';

describe('the catalogue’s products', () => {
  let store: TemporaryStore;
  beforeEach(async () => {
    store = await temporaryStore();
  });
  afterEach(() => store.close());

  const load = (...products: readonly ReturnType<typeof aProduct>[]) =>
    knexProducts(store.database.reader, store.committer, aCatalogue({ products }));

  it('are kept in every version that was ever loaded', async () => {
    const [first, second] = [aProduct({ name: 'Antes' }), aProduct({ version: 'v2', name: 'Depois' })];
    await load(first);
    const products = await load(second);
    expect(products.current().products).toEqual([second]);
    expect(await products.at('product-1', 'v1')).toEqual(first);
    expect(await products.at('product-1', 'v2')).toEqual(second);
  });

  it('are unknown in a version that was never loaded', async () => {
    const products = await load(aProduct());
    expect(await refusalOf(products.at('product-1', 'v9'))).toBe('PRODUCT-UNKNOWN');
    expect(await refusalOf(products.at('product-9', 'v1'))).toBe('PRODUCT-UNKNOWN');
  });

  it('may be loaded by several at once, and none at all', async () => {
    await Promise.all([load(aProduct()), load(aProduct()), load()]);
    expect(await store.rows('select product_id, version from product_version')).toEqual([
      { product_id: 'product-1', version: 'v1' },
    ]);
  });
});
