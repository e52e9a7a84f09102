import type { TaxRow } from '@affinity-engine/premium';
import { quotationError, type QuotationProducts } from '@affinity-engine/quotation';
import type { QuotationProduct } from '@affinity-engine/quotation-product';
import type { Knex } from 'knex';
import type { Committer } from '../engine/committer.js';
import { keptVersions } from '../product-versions.js';

/** Stores every loaded version of a quotation product: quotations pin them. */
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
      throw quotationError('OPERATION-UNKNOWN', { operationCode, version });
    },
  };
}
