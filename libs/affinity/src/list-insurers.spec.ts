import { expect, it } from '@jest/globals';
import { listInsurers } from './list-insurers.js';
import { aCatalogue, anInsurer, aProduct, memoryProducts } from './testing/index.js';

it('insurers are those of today’s catalogue, each with the products it carries, some with none', async () => {
  const other = anInsurer({ id: 'insurer-2' });
  const products = memoryProducts(
    aCatalogue({
      insurers: [anInsurer(), other, anInsurer({ id: 'insurer-3' })],
      products: [aProduct(), aProduct({ id: 'product-2', insurer: other }), aProduct({ id: 'product-3' })],
    }),
  );
  const listed = await listInsurers(products)();
  expect(listed.map(({ insurer, productIds }) => [insurer.id, productIds])).toEqual([
    ['insurer-1', ['product-1', 'product-3']],
    ['insurer-2', ['product-2']],
    ['insurer-3', []],
  ]);
});
