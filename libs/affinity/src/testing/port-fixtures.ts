import { catalogueError, type Catalogue, type Product } from '@affinity-engine/catalogue';
import type { SaleRequest, Reason } from '@affinity-engine/eligibility';
import { instantAt, type Instant, type Problem } from '@affinity-engine/kernel';
import type { AffinityId, AttachmentType } from '../affinity.js';
import type { DocumentShelf, Eligibility, InsurerAnswer, ParticularsCheck, Products, Insurers } from '../ports.js';
import { aCatalogue } from './data-fixtures.js';

/** The catalogue in memory; `load` puts another one in force and keeps every version there was. */
export function memoryProducts(first: Catalogue = aCatalogue()): Products & { load(catalogue: Catalogue): void } {
  const versions = new Map<string, { readonly product: Product; readonly loadedAt: Instant }>();
  let current = first;
  const load = (catalogue: Catalogue): void => {
    current = catalogue;
    for (const product of catalogue.products) {
      const key = `${product.id}@${product.version}`;
      const loadedAt = versions.get(key)?.loadedAt ?? instantAt(Date.UTC(2026, 0, 1 + versions.size));
      versions.set(key, { product, loadedAt });
    }
  };
  load(first);
  return {
    load,
    current: () => current,
    versionsOf: async (productId) =>
      [...versions.values()]
        .reverse()
        .filter(({ product }) => product.id === productId)
        .map(({ product: { version }, loadedAt }) => ({ version, loadedAt })),
    carriedBy: async (insurerId) =>
      [...versions.entries()]
        .filter(([, { product }]) => product.insurer.id === insurerId)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(
          ([
            ,
            {
              product: { id, version },
            },
          ]) => ({ id, version }),
        ),
    async at(productId, version) {
      const product = versions.get(`${productId}@${version}`)?.product;
      if (product !== undefined) return product;
      throw catalogueError('PRODUCT-UNKNOWN', { productId, version }, 'This version of the product was never loaded.');
    },
  };
}

/** An insurer with scripted answers, issued at once by default. It remembers the affinities it was asked about. */
export function scriptedInsurers(
  answer: InsurerAnswer = { outcome: 'issued' },
): Insurers & { answers(next: InsurerAnswer): void; asked(): readonly AffinityId[] } {
  const asked: AffinityId[] = [];
  let next = answer;
  return {
    answers: (given) => void (next = given),
    asked: () => [...asked],
    async ask({ id }) {
      asked.push(id);
      return next;
    },
  };
}

export type ScriptedEligibility = Eligibility & {
  answers(next: readonly Reason[]): void;
  /** What happens, once, while the next sale is looked at. */
  during(happening: () => Promise<unknown>): void;
  asked(): readonly SaleRequest[];
};

/** Eligibility without reasons against a sale by default. It remembers what it was asked. */
export function scriptedEligibility(reasons: readonly Reason[] = []): ScriptedEligibility {
  const asked: SaleRequest[] = [];
  let next = reasons;
  let happening: (() => Promise<unknown>) | undefined;
  return {
    answers: (given) => void (next = given),
    during: (given) => void (happening = given),
    asked: () => [...asked],
    async reasonsAgainst(sale) {
      asked.push(sale);
      const happens = happening;
      happening = undefined;
      await happens?.();
      return next;
    },
    codeIdOf: async (named) => (named === 'unknown' ? null : named.startsWith('pc:') ? named : `pc:of ${named}`),
    knownGroups: async (ids) => ids.filter((id) => id !== 'unknown'),
  };
}

/** Lists the given problems for every value; none by default. */
export const findingProblems =
  (problems: Partial<Record<'holder' | 'item', readonly Problem[]>> = {}): ParticularsCheck =>
  (_product, kind, value) => ({ problems: problems[kind] ?? [], value });

/** Printed documents in memory. */
export function memoryDocumentShelf(): DocumentShelf {
  const shelf = new Map<string, Uint8Array>();
  const place = (id: AffinityId, type: AttachmentType): string => `${id}/${type}`;
  return {
    find: async (id, type) => shelf.get(place(id, type))?.slice() ?? null,
    keep: async (id, type, document) => void shelf.set(place(id, type), document.slice()),
    async forget(id) {
      for (const key of [...shelf.keys()]) if (key.startsWith(`${id}/`)) shelf.delete(key);
    },
  };
}
