import type { Insurer } from '@affinity-engine/catalogue';
import { productProblems, type QuotationProduct } from '@affinity-engine/quotation-product';
import { repeatedAcross, unless, within, type CheckedFiles, type Filed, type FiledProblem } from './checked-files.js';
import type { Problem } from '@affinity-engine/kernel';
import { taxProblems, type Taxation } from './tax-problems.js';

/** A quotation product as in its file, with the id of its insurer. */
export type QuotationDraft = Omit<QuotationProduct, 'version' | 'insurer'> & { readonly insurerId: string };

type Neighbours = Taxation & { readonly insurers: CheckedFiles<Insurer> };

/** Problems of quotation products that their schema cannot find. */
export function quotationProblems(
  products: readonly Filed<QuotationDraft>[],
  { insurers, ...taxation }: Neighbours,
): readonly FiledProblem[] {
  const insurerIds = insurers.filed.map(({ value }) => value.id);
  return [
    ...repeatedAcross(products, 'operationCode', ({ operationCode }) => operationCode),
    ...within(products, (product): readonly Problem[] => [
      ...unless(
        insurerIds.includes(product.insurerId) || insurers.problems.length > 0,
        ['insurerId'],
        `an insurer of this catalogue, not ${product.insurerId}`,
      ),
      ...taxProblems(product, taxation),
      ...productProblems(product).map(({ path, expected }) => ({ path: `$.${path}`, expected })),
    ]),
  ];
}
