import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { aQuotationProduct } from '@affinity-engine/quotation-product/testing';
import { listQuotationProducts, readQuotationProduct } from './read-product.js';
import { aSubscription, memoryQuotationProducts } from './testing/index.js';

const products = memoryQuotationProducts(aQuotationProduct());
const by = aSubscription();
const [registerNumber = ''] = by.registerNumbers;
const { operationCode } = aQuotationProduct();

describe('a product that is quoted', () => {
  it('is listed and read by brokers of the subscription', async () => {
    expect(await listQuotationProducts(products)(registerNumber, by)).toEqual([aQuotationProduct()]);
    expect(await readQuotationProduct(products)(registerNumber, operationCode, by)).toEqual(aQuotationProduct());
  });

  it('is refused to other brokers, and where there is no such product', async () => {
    expect(await refusalOf(listQuotationProducts(products)('999', by))).toBe('REGISTER-NUMBER-REFUSED');
    expect(await refusalOf(readQuotationProduct(products)('999', operationCode, by))).toBe('REGISTER-NUMBER-REFUSED');
    expect(await refusalOf(readQuotationProduct(products)(registerNumber, 'DENTAL', by))).toBe('OPERATION-UNKNOWN');
  });
});
