import type { Actor, Clock, Ids, Once, Typeface } from '@affinity-engine/kernel';
import type { Partner, PartnerId } from './affinity.js';
import { affinityError } from './errors.js';
import { partnerOf } from './find-or-throw.js';
import { partnerProblems } from './partner-problems.js';
import type { AffinityPorts, AffinityWork, Products } from './ports.js';

export type NewPartner = Omit<Partner, 'id' | 'createdAt' | 'version'>;

/** One partner. @throws PARTNER-UNKNOWN */
export const readPartner =
  (work: AffinityWork) =>
  (id: PartnerId): Promise<Partner> =>
    work.run(({ partners }) => partnerOf(partners, id));

/** The partner with a CNPJ, null if not found. */
export const findPartnerByCnpj =
  (work: AffinityWork) =>
  (cnpj: string): Promise<Partner | null> =>
    work.run(({ partners }) => partners.findByCnpj(cnpj));

/** Registers a partner. @throws PARTNER-INVALID with every problem; PARTNER-CNPJ-TAKEN */
export const registerPartner =
  (work: AffinityWork, products: Products, clock: Clock, ids: Ids, typeface: Typeface) =>
  (input: NewPartner, by: Actor, once?: Once<Partner>): Promise<Partner> =>
    work.run(async (unit) => {
      const { partners, events, audit } = unit;
      await checkPartner(unit, products, typeface, input);
      if ((await partners.findByCnpj(input.cnpj)) !== null)
        throw affinityError('PARTNER-CNPJ-TAKEN', { cnpj: input.cnpj });
      const partner: Partner = { ...input, id: ids.next(), createdAt: clock.now(), version: 1 };
      partners.add(partner);
      events.open(partner.id);
      audit.append({ actor: by, action: 'partner.created', subject: partner.id });
      return partner;
    }, once);

/** The default producer code is given by its identifier or its text. */
export type PartnerChange = Partial<
  Pick<Partner, 'name' | 'email' | 'phone' | 'productIds' | 'standings' | 'affinityGroupIds' | 'defaultProducerCode'>
>;

/**
 * Changes a partner's texts, products, standings and groups.
 * @throws PARTNER-INVALID with every problem of the changed parts; PARTNER-UNKNOWN
 */
export const changePartner =
  (work: AffinityWork, products: Products, typeface: Typeface) =>
  (id: PartnerId, changes: PartnerChange, by: Actor, once?: Once<Partner>): Promise<Partner> =>
    work.run(async (unit) => {
      const { partners, eligibility, audit } = unit;
      await checkPartner(unit, products, typeface, changes);
      const partner = await partnerOf(partners, id);
      const { affinityGroupIds, defaultProducerCode: code } = changes;
      const changed: Partner = {
        ...partner,
        ...changes,
        standings: { ...partner.standings, ...changes.standings },
        ...(affinityGroupIds === undefined ? {} : { affinityGroupIds: [...new Set(affinityGroupIds)] }),
        ...(typeof code === 'string' ? { defaultProducerCode: await eligibility.codeIdOf(code) } : {}),
      };
      partners.save(changed);
      audit.append({ actor: by, action: 'partner.changed', subject: id, details: { fields: Object.keys(changes) } });
      return { ...changed, version: partner.version + 1 };
    }, once);

async function checkPartner(
  { eligibility }: AffinityPorts,
  products: Products,
  typeface: Typeface,
  partner: PartnerChange | NewPartner,
): Promise<void> {
  const problems = await partnerProblems(partner, products.current(), eligibility, typeface);
  if (problems.length > 0) throw affinityError('PARTNER-INVALID', { problems });
}
