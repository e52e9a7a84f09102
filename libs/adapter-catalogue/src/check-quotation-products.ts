import type { Insurer } from '@affinity-engine/catalogue';
import { productProblems, type QuotationProduct } from '@affinity-engine/quotation-product';
import { repeatedAcross, unless, within, type CheckedFiles, type Filed, type FiledFault } from './checked-files.js';
import type { Fault } from './faults.js';
import { taxFaults, type Taxation } from './tax-faults.js';

/** A quotation product as its file has it: its insurer only named. */
export type QuotationDraft = Omit<QuotationProduct, 'version' | 'insurer'> & { readonly insurerId: string };

type Neighbours = Taxation & { readonly insurers: CheckedFiles<Insurer> };

/** What no schema of a single quotation product can see. */
export function quotationFaults(
  products: readonly Filed<QuotationDraft>[],
  { insurers, ...taxation }: Neighbours,
): readonly FiledFault[] {
  const insurerIds = insurers.filed.map(({ value }) => value.id);
  return [
    ...repeatedAcross(products, 'operationCode', ({ operationCode }) => operationCode),
    ...within(products, (product): readonly Fault[] => [
      ...unless(
        insurerIds.includes(product.insurerId) || insurers.faults.length > 0,
        ['insurerId'],
        `an insurer of this catalogue, not ${product.insurerId}`,
      ),
      ...taxFaults(product, taxation),
      ...productProblems(product).map(({ path, expected }) => ({ path: `$.${path}`, expected })),
    ]),
  ];
}
