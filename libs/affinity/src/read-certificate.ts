import type { Product } from '@affinity-engine/catalogue';
import type { Actor } from '@affinity-engine/kernel';
import type { Affinity, AffinityId, Partner } from './affinity.js';
import { affinityOf, partnerOf } from './find-or-throw.js';
import type { AffinityWork, Products } from './ports.js';
import { withProduct, type AffinityWithProduct } from './read-affinity.js';

/** A certificate with what it rests on. */
export type Certificate = {
  readonly affinity: Affinity;
  /** The version it was contracted with. */
  readonly product: Product;
  readonly partner: Partner;
  /** The producer code that the sale named; null: it was sold through the partner's default. */
  readonly producerCode: string | null;
};

/** Any partner's certificate, for operators. @throws AFFINITY-UNKNOWN */
export const readCertificate =
  (work: AffinityWork, products: Products) =>
  async (id: AffinityId): Promise<Certificate> => {
    const found = await work.run(async ({ affinities, partners, requests }) => {
      const affinity = await affinityOf(affinities, id, { operator: '' });
      const [partner, request] = await Promise.all([
        partnerOf(partners, affinity.partnerId),
        requests.find(affinity.requestId, affinity.partnerId),
      ]);
      return { affinity, partner, producerCode: request?.producerCode ?? null };
    });
    return { ...found, product: await products.at(found.affinity.productId, found.affinity.productVersion) };
  };

/** Any partner's certificate with its person in the clear; the audit trail names who looked. @throws AFFINITY-UNKNOWN */
export const revealAffinity =
  (work: AffinityWork, products: Products) =>
  async (id: AffinityId, operator: Actor): Promise<AffinityWithProduct> => {
    const affinity = await work.run(async ({ affinities, audit }) => {
      const found = await affinityOf(affinities, id, { operator });
      audit.append({ actor: operator, action: 'affinity.revealed', subject: id });
      return found;
    });
    return withProduct(affinity, products);
  };
