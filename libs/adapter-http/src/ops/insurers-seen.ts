import { affinityError } from '@affinity-engine/affinity';
import type { OpsUseCases } from './use-cases.js';

/** A caller, and the insurers whose matters it may see; left out: all. */
export type Seeing = { readonly insurerIds?: readonly string[] };

/** What a caller may see of insurers, by the products that they carry in today's catalogue. Undefined stands for all. */
export function seenOf({ products, quotationProducts, readCertificate, readAnyQuotation }: OpsUseCases) {
  const productIds = ({ insurerIds }: Seeing): readonly string[] | undefined =>
    insurerIds &&
    products.current().products.flatMap(({ id, insurer }) => (insurerIds.includes(insurer.id) ? [id] : []));
  const operationCodes = ({ insurerIds }: Seeing): readonly string[] | undefined =>
    insurerIds &&
    quotationProducts
      .current()
      .flatMap(({ operationCode, insurer }) => (insurerIds.includes(insurer.id) ? [operationCode] : []));
  return {
    /** Products that a caller may see; with an insurer, those that this one carries. */
    productIds(caller: Seeing, insurerId?: string): readonly string[] | undefined {
      const [own, its] = [
        productIds(caller),
        insurerId === undefined ? undefined : productIds({ insurerIds: [insurerId] }),
      ];
      return own && its ? its.filter((id) => own.includes(id)) : (its ?? own);
    },
    operationCodes,
    /** @throws AFFINITY-UNKNOWN for one that the caller may not see */
    async checkAffinity(id: string, caller: Seeing): Promise<void> {
      if (caller.insurerIds === undefined) return;
      const { product } = await readCertificate(id);
      if (!caller.insurerIds.includes(product.insurer.id)) throw affinityError('AFFINITY-UNKNOWN', { id });
    },
    /** @throws QUOTATION-NOT-FOUND for one that the caller may not see */
    async checkQuotation(id: string, caller: Seeing): Promise<void> {
      const seen = operationCodes(caller);
      if (seen !== undefined) await readAnyQuotation(id, seen);
    },
  };
}
