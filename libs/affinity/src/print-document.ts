import { planOf } from '@affinity-engine/catalogue';
import type { AffinityId, AttachmentType } from './affinity.js';
import { attachmentsOf } from './attachments.js';
import { affinityError } from './errors.js';
import { partnerOf } from './find-or-throw.js';
import type { AffinityWork, Documents, DocumentShelf, Products } from './ports.js';

/**
 * A document of an affinity, printed on first use; later calls get the same bytes.
 * @throws AFFINITY-UNKNOWN, DOCUMENT-UNKNOWN
 */
export const printDocument =
  (work: AffinityWork, products: Products, documents: Documents, shelf: DocumentShelf) =>
  async (id: AffinityId, type: AttachmentType): Promise<Uint8Array> => {
    const kept = await shelf.find(id, type);
    if (kept !== null) return kept;
    const facts = await work.run(async ({ affinities, partners, brands }) => {
      const affinity = await affinities.findAny(id);
      if (affinity === null) throw affinityError('AFFINITY-UNKNOWN', { id });
      const product = await products.at(affinity.productId, affinity.productVersion);
      if (!attachmentsOf(affinity, product).includes(type)) throw affinityError('DOCUMENT-UNKNOWN', { id, type });
      const { partnerId } = affinity;
      const [partner, partnerBrand] = await Promise.all([partnerOf(partners, partnerId), brands.find(partnerId)]);
      return { affinity, partner, partnerBrand, product, plan: planOf(product, affinity.planId) };
    });
    const document = await documents.render(type, facts);
    // If it cannot be stored, for example on a full disk, it is printed again next time: the same bytes.
    await shelf.keep(id, type, document).catch(() => undefined);
    // What was erased meanwhile must not stay on the shelf.
    const now = await work.run(({ affinities }) => affinities.findAny(id));
    if (now?.version !== facts.affinity.version) await shelf.forget(id);
    return document;
  };
