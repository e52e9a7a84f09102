import type { Actor, Clock, Ids, Once } from '@affinity-engine/kernel';
import type { Partner, PartnerId } from './affinity.js';
import { affinityError } from './errors.js';
import { partnerOf } from './find-or-throw.js';
import type { AffinityWork } from './ports.js';

export type NewPartner = Omit<Partner, 'id' | 'createdAt' | 'version'>;

/** Registers a partner. @throws PARTNER-CNPJ-TAKEN */
export const registerPartner =
  (work: AffinityWork, clock: Clock, ids: Ids) =>
  (input: NewPartner, by: Actor, once?: Once<Partner>): Promise<Partner> =>
    work.run(async ({ partners, events, audit }) => {
      if ((await partners.findByCnpj(input.cnpj)) !== null)
        throw affinityError('PARTNER-CNPJ-TAKEN', { cnpj: input.cnpj });
      const partner: Partner = { ...input, id: ids.next(), createdAt: clock.now(), version: 1 };
      partners.add(partner);
      events.open(partner.id);
      audit.append({ actor: by, action: 'partner.created', subject: partner.id });
      return partner;
    }, once);

export type PartnerChange = Partial<
  Pick<Partner, 'name' | 'email' | 'phone' | 'productIds' | 'standings' | 'affinityGroupIds' | 'defaultProducerCode'>
>;

/** Changes what a partner sells, how it stands with insurers, and which groups it sells under. @throws PARTNER-UNKNOWN */
export const changePartner =
  (work: AffinityWork) =>
  (id: PartnerId, changes: PartnerChange, by: Actor, once?: Once<Partner>): Promise<Partner> =>
    work.run(async ({ partners, audit }) => {
      const partner = await partnerOf(partners, id);
      const changed: Partner = {
        ...partner,
        ...changes,
        standings: { ...partner.standings, ...changes.standings },
      };
      partners.save(changed);
      audit.append({ actor: by, action: 'partner.changed', subject: id, details: { fields: Object.keys(changes) } });
      return { ...changed, version: partner.version + 1 };
    }, once);
