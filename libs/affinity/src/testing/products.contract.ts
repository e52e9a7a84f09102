import type { Catalogue } from '@affinity-engine/catalogue';
import { jestGlobals, refusalOf } from '@affinity-engine/kernel/testing';
import type { Products } from '../ports.js';
import { aCatalogue, anInsurer, aPlan, aProduct } from './data-fixtures.js';

/** What the suite looks at of an adapter: one store in which no product was loaded. */
export type ProductsContractFixtures = {
  /** Puts a catalogue in force, as a start of the engine with it does. */
  load(catalogue: Catalogue): Promise<Products>;
  close(): Promise<void>;
};

/** What every adapter of the catalogue's products keeps. */
export function productsContract(name: string, open: () => Promise<ProductsContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the catalogue’s products, ${name}`, () => {
    let store: ProductsContractFixtures;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const first = aProduct({ name: 'Antes', plans: [aPlan({ id: 'old', name: 'Plano “velho” 😀' })] });
    const second = aProduct({ version: 'v2', name: 'Depois', asynchronous: true });
    const other = aProduct({ id: 'product-2', name: 'Outro', insurer: anInsurer({ id: 'insurer-2' }) });

    it('are the catalogue that was loaded last', async () => {
      await store.load(aCatalogue({ products: [first] }));
      const catalogue = aCatalogue({ products: [second, other], taxes: [] });
      expect((await store.load(catalogue)).current()).toMatchObject(catalogue);
    });

    it('are kept whole in every version that was ever loaded', async () => {
      await store.load(aCatalogue({ products: [first, other] }));
      const products = await store.load(aCatalogue({ products: [second] }));
      expect(await products.at('product-1', 'v1')).toEqual(first);
      expect(await products.at('product-1', 'v2')).toEqual(second);
      expect(await products.at('product-2', 'v1')).toEqual(other);
    });

    it('are unknown in a version that was never loaded', async () => {
      const products = await store.load(aCatalogue({ products: [second, other] }));
      const asked = [
        ['product-1', 'v1'],
        ['product-2', 'v2'],
        ['product-9', 'v1'],
        ['Product-1', 'v2'],
      ] as const;
      const codes = await Promise.all(asked.map(([id, version]) => refusalOf(products.at(id, version))));
      expect(codes).toEqual(asked.map(() => 'PRODUCT-UNKNOWN'));
    });

    it('are listed in every version there was, the newest first, with the moment of the first load', async () => {
      await store.load(aCatalogue({ products: [first, other] }));
      const before = await (await store.load(aCatalogue({ products: [first] }))).versionsOf('product-1');
      const products = await store.load(aCatalogue({ products: [second, other] }));
      const versions = await products.versionsOf('product-1');
      expect(versions.map(({ version }) => version).sort()).toEqual(['v1', 'v2']);
      expect(versions.map(({ loadedAt }) => loadedAt)).toEqual(
        versions
          .map(({ loadedAt }) => loadedAt)
          .sort()
          .reverse(),
      );
      expect(versions).toContainEqual(before[0]);
      expect(before).toEqual([{ version: 'v1', loadedAt: expect.stringMatching(/^\d{4}-.+Z$/) }]);
      expect(await products.versionsOf('product-9')).toEqual([]);
    });

    it('are known by the insurer that carried them, in every version there was', async () => {
      await store.load(aCatalogue({ products: [first, other] }));
      const moved = aProduct({ version: 'v3', insurer: anInsurer({ id: 'insurer-2' }) });
      await store.load(aCatalogue({ products: [second] }));
      const products = await store.load(aCatalogue({ products: [moved] }));
      const carried = await Promise.all(
        ['insurer-1', 'insurer-2', 'insurer-3', ''].map((id) => products.carriedBy(id)),
      );
      expect(carried.map((all) => all.map(({ id, version }) => `${id} ${version}`))).toEqual([
        ['product-1 v1', 'product-1 v2'],
        ['product-1 v3', 'product-2 v1'],
        [],
        [],
      ]);
    });

    it('may be loaded by several at once, and may be none at all', async () => {
      const loaded = await Promise.all(
        [first, first].map((product) => store.load(aCatalogue({ products: [product] }))),
      );
      const products = await store.load(aCatalogue({ products: [] }));
      expect(products.current().products).toEqual([]);
      for (const each of [...loaded, products]) expect(await each.at('product-1', 'v1')).toEqual(first);
    });
  });
}
