import type { Products } from '@affinity-engine/affinity';
import type { Catalogue } from '@affinity-engine/catalogue';
import { DomainError } from '@affinity-engine/kernel';
import type { TaxRow } from '@affinity-engine/premium';
import { quotationRefusal, type QuotationProduct, type QuotationProducts } from '@affinity-engine/quotation';
import type { Knex } from 'knex';
import type { Committer } from '../engine/committer.js';
import { keptVersions } from '../product-versions.js';

/** Keeps every version of a product that was ever loaded: certificates and requests pin theirs. */
export async function knexProducts(reader: Knex, committer: Committer, catalogue: Catalogue): Promise<Products> {
  const versionOf = await keptVersions(reader, committer, catalogue.products, ({ id }) => id);
  return {
    current: () => catalogue,
    async at(productId, version) {
      const product = await versionOf(productId, version);
      if (product !== null) return product;
      throw new DomainError('PRODUCT-UNKNOWN', 'This version of the product was never loaded.', { productId, version });
    },
  };
}

/** The same of products to quote. */
export async function knexQuotationProducts(
  reader: Knex,
  committer: Committer,
  products: readonly QuotationProduct[],
  taxes: readonly TaxRow[],
): Promise<QuotationProducts> {
  const versionOf = await keptVersions(reader, committer, products, ({ operationCode }) => operationCode);
  return {
    current: () => products,
    taxes: () => taxes,
    async at(operationCode, version) {
      const product = await versionOf(operationCode, version);
      if (product !== null) return product;
      throw quotationRefusal('OPERATION-UNKNOWN', { operationCode, version });
    },
  };
}
