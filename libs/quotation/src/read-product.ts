import type { QuotationProduct } from '@affinity-engine/quotation-product';
import { checkRegisterNumber, currentProduct } from './find-or-throw.js';
import type { QuotationProducts } from './ports.js';
import type { Subscription } from './quotation.js';

/** What can be quoted today. @throws REGISTER-NUMBER-REFUSED */
export const listQuotationProducts =
  (products: QuotationProducts) =>
  async (registerNumber: string, by: Subscription): Promise<readonly QuotationProduct[]> => {
    checkRegisterNumber(by, registerNumber);
    return products.current();
  };

/** A product with what it asks, as it is quoted today. @throws REGISTER-NUMBER-REFUSED, OPERATION-UNKNOWN */
export const readQuotationProduct =
  (products: QuotationProducts) =>
  async (registerNumber: string, operationCode: string, by: Subscription): Promise<QuotationProduct> => {
    checkRegisterNumber(by, registerNumber);
    return currentProduct(products, operationCode);
  };
