import { plainDate } from '@affinity-engine/kernel';
import { jestGlobals, refusalOf } from '@affinity-engine/kernel/testing';
import type { TaxRow } from '@affinity-engine/premium';
import type { QuotationProduct } from '@affinity-engine/quotation-product';
import { aQuotationProduct } from '@affinity-engine/quotation-product/testing';
import type { QuotationProducts } from '../ports.js';

/** What the suite looks at of an adapter: one store in which no product was loaded. */
export type QuotationProductsContractFixtures = {
  /** Configures products, as a start of the engine with them does. The taxes are always {@link suiteTaxes}. */
  load(...products: readonly QuotationProduct[]): Promise<QuotationProducts>;
  close(): Promise<void>;
};

export const suiteTaxes: readonly TaxRow[] = [
  { jurisdiction: 'BR', line: 'general', from: plainDate('2008-01-03'), rate: '0.0738' },
];

/** What every adapter of the products that are quoted keeps. */
export function quotationProductsContract(name: string, open: () => Promise<QuotationProductsContractFixtures>): void {
  const { describe, it, expect, beforeEach, afterEach } = jestGlobals();

  describe(`the products that are quoted, ${name}`, () => {
    let store: QuotationProductsContractFixtures;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const first = aQuotationProduct({ name: 'Antes “velho” 😀' });
    const second = aQuotationProduct({ version: 'v2', name: 'Depois' });
    const other = aQuotationProduct({ operationCode: 'OTHER', name: 'Outro' });
    const { operationCode, version } = first;

    it('are those that were configured last, with their taxes', async () => {
      await store.load(first);
      const products = await store.load(second, other);
      expect([products.current(), products.taxes()]).toEqual([[second, other], suiteTaxes]);
    });

    it('are kept whole in every version that was ever loaded', async () => {
      await store.load(first, other);
      const products = await store.load(second);
      expect(await products.at(operationCode, version)).toEqual(first);
      expect(await products.at(operationCode, 'v2')).toEqual(second);
      expect(await products.at('OTHER', version)).toEqual(other);
    });

    it('are unknown in a version that was never loaded', async () => {
      const products = await store.load(second, other);
      const asked = [
        [operationCode, version],
        ['OTHER', 'v2'],
        ['NONE', 'v2'],
      ] as const;
      const codes = await Promise.all(asked.map(([code, wanted]) => refusalOf(products.at(code, wanted))));
      expect(codes).toEqual(asked.map(() => 'OPERATION-UNKNOWN'));
    });

    it('may be loaded by several at once, and may be none at all', async () => {
      const loaded = await Promise.all([store.load(first), store.load(first)]);
      const products = await store.load();
      expect(products.current()).toEqual([]);
      for (const each of [...loaded, products]) expect(await each.at(operationCode, version)).toEqual(first);
    });
  });
}
