import type { Catalogue, Insurer } from '@affinity-engine/catalogue';
import { productProblems, type QuotationProduct } from '@affinity-engine/quotation';
import { repeatedAcross, taxKey, within, type Drawer, type Filed, type FiledFault } from './check-catalogue.js';
import type { Fault } from './faults.js';

/** A quotation product as its file has it: its insurer only named. */
export type QuotationDraft = Omit<QuotationProduct, 'version' | 'insurer'> & { readonly insurerId: string };

type Neighbours = { readonly insurers: Drawer<Insurer>; readonly taxes: Drawer<Catalogue['taxes']> };

/** What no schema of a single quotation product can see. */
export function quotationFaults(
  products: readonly Filed<QuotationDraft>[],
  { insurers, taxes }: Neighbours,
): readonly FiledFault[] {
  const insurerIds = insurers.filed.map(({ value }) => value.id);
  const taxed = taxes.filed.flatMap(({ value }) => value.map(taxKey));
  return [
    ...repeatedAcross(products, 'operationCode', ({ operationCode }) => operationCode),
    ...within(products, (product): readonly Fault[] => [
      ...unless(
        insurerIds.includes(product.insurerId) || insurers.faults.length > 0,
        '$.insurerId',
        `an insurer of this catalogue, not ${product.insurerId}`,
      ),
      ...unless(
        taxed.includes(taxKey(product)) || taxes.faults.length > 0,
        '$.line',
        `a line taxes.json has a row for in ${product.jurisdiction}, not ${product.line}`,
      ),
      ...productProblems(product).map(({ path, expected }) => ({ path: `$.${path}`, expected })),
    ]),
  ];
}

const unless = (holds: boolean, path: string, expected: string): readonly Fault[] =>
  holds ? [] : [{ path, expected }];
