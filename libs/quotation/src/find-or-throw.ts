import type { QuotationProduct } from '@affinity-engine/quotation-product';
import { quotationError } from './errors.js';
import type { Quotations, QuotationProducts } from './ports.js';
import type { Quotation, QuotationId, Subscription } from './quotation.js';

/** @throws REGISTER-NUMBER-REFUSED if the subscription does not quote for this broker */
export function checkRegisterNumber({ registerNumbers }: Subscription, registerNumber: string): void {
  if (!registerNumbers.includes(registerNumber)) throw quotationError('REGISTER-NUMBER-REFUSED', { registerNumber });
}

/** A quotation of this subscription and broker. @throws QUOTATION-NOT-FOUND, also for others' quotations */
export async function quotationOf(
  quotations: Quotations,
  id: QuotationId,
  by: Subscription,
  registerNumber: string,
): Promise<Quotation> {
  const quotation = await quotations.find(id);
  const own = quotation?.subscriptionId === by.id && quotation.registerNumber === registerNumber;
  if (quotation === null || !own) throw quotationError('QUOTATION-NOT-FOUND', { id });
  return quotation;
}

/** Finds the product as configured today. @throws OPERATION-UNKNOWN */
export function currentProduct(products: QuotationProducts, operationCode: string): QuotationProduct {
  const known = products.current();
  const product = known.find((each) => each.operationCode === operationCode);
  if (product !== undefined) return product;
  throw quotationError('OPERATION-UNKNOWN', { operationCode, known: known.map((each) => each.operationCode) });
}
