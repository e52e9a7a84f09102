import type { Brand } from '@affinity-engine/catalogue';
import type { Actor, Once } from '@affinity-engine/kernel';
import type { PartnerId } from './affinity.js';
import { affinityError } from './errors.js';
import { partnerOf } from './find-or-throw.js';
import type { AffinityWork, BrandCheck } from './ports.js';

/** The color and the picture of a partner on its documents. @throws PARTNER-UNKNOWN, BRAND-UNKNOWN */
export const readPartnerBrand =
  (work: AffinityWork) =>
  (id: PartnerId): Promise<Brand> =>
    work.run(async ({ partners, brands }) => {
      const [, brand] = await Promise.all([partnerOf(partners, id), brands.find(id)]);
      if (brand === null) throw affinityError('BRAND-UNKNOWN', { id });
      return brand;
    });

/**
 * Gives a partner a brand, in place of an earlier one. Documents that were printed before stay as they are.
 * @throws PARTNER-UNKNOWN; PARTNER-INVALID with every problem
 */
export const changePartnerBrand =
  (work: AffinityWork, check: BrandCheck) =>
  (id: PartnerId, brand: Brand, by: Actor, once?: Once<Brand>): Promise<Brand> =>
    work.run(async ({ partners, brands, audit }) => {
      await partnerOf(partners, id);
      const problems = check(brand);
      if (problems.length > 0) throw affinityError('PARTNER-INVALID', { problems });
      brands.keep(id, brand);
      audit.append({
        actor: by,
        action: 'partner.brand-changed',
        subject: id,
        details: { fields: Object.keys(brand) },
      });
      return brand;
    }, once);

/** Takes a partner's brand away. @throws PARTNER-UNKNOWN, BRAND-UNKNOWN */
export const removePartnerBrand =
  (work: AffinityWork) =>
  (id: PartnerId, by: Actor, once?: Once<void>): Promise<void> =>
    work.run(async ({ partners, brands, audit }) => {
      await partnerOf(partners, id);
      if ((await brands.find(id)) === null) throw affinityError('BRAND-UNKNOWN', { id });
      brands.remove(id);
      audit.append({ actor: by, action: 'partner.brand-removed', subject: id });
    }, once);
