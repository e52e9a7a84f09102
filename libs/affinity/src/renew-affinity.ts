import { daysBetween, type Once, type PlainDate } from '@affinity-engine/kernel';
import { dayOfCover, planOf, productOf } from '@affinity-engine/catalogue';
import type { AffinityId, PartnerId } from './affinity.js';
import { checkPartnerSale } from './check-sale.js';
import { checkParticulars } from './draft-affinity.js';
import { contract, termsOf, type ContractingPorts } from './contract-affinity.js';
import type { AffinityWithProduct } from './read-affinity.js';
import { affinityOf, partnerOf } from './find-or-throw.js';
import { checkOffered } from './partner.js';
import type { AffinityWork } from './ports.js';
import { recordChange } from './record-change.js';
import { openRequest } from './request-affinity.js';
import { renew } from './transitions.js';

export type RenewalInput = { readonly lifetimeEnd?: PlainDate; readonly planId?: string };

/**
 * Contracts a successor from the day after the last day of cover: by default for the same length and plan, on today's
 * version of the product. The renewed one stays in force until its last day.
 * @throws AFFINITY-UNKNOWN, TRANSITION-REFUSED, PRODUCT-NOT-OFFERED, INSURER-NOT-ACTIVE, PLAN-UNKNOWN,
 *   LIFETIME-INVALID, HOLDER-INVALID, ITEM-INVALID, NOT-ELIGIBLE
 */
export const renewAffinity =
  (work: AffinityWork, ports: ContractingPorts) =>
  (
    id: AffinityId,
    by: PartnerId,
    input: RenewalInput,
    once?: Once<AffinityWithProduct>,
  ): Promise<AffinityWithProduct> => {
    const successorId = ports.ids.next(); // made once, as when contracting
    const requestId = ports.ids.next();
    return work.run(async (unit) => {
      const now = ports.clock.now();
      const [expiring, partner] = await Promise.all([
        affinityOf(unit.affinities, id, by),
        partnerOf(unit.partners, by),
      ]);
      const renewed = renew(expiring, successorId, ports.clock.today());
      const product = productOf(ports.products.current(), expiring.productId);
      checkOffered(partner, product);
      checkParticulars(product, expiring, ports.checkParticulars);
      const lifetimeStart = dayOfCover(expiring.lifetimeEnd, 1);
      const sameLength = daysBetween(expiring.lifetimeStart, expiring.lifetimeEnd);
      const lifetimeEnd = input.lifetimeEnd ?? dayOfCover(lifetimeStart, sameLength);
      const producerCode = (await unit.requests.find(expiring.requestId, by))?.producerCode ?? null;
      const { holder } = expiring;
      await checkPartnerSale(unit, partner, { product, producerCode, on: lifetimeStart, holder });
      const request = openRequest(requestId, by, product, producerCode, now);
      unit.requests.add({ ...request, usedBy: successorId });
      const change = { type: 'affinity.renewed', by, at: now } as const;
      await recordChange(unit, ports.products, { ...change, from: expiring, to: renewed });
      const affinity = await contract(unit, ports, {
        terms: { ...termsOf(expiring), lifetimeStart, lifetimeEnd },
        id: successorId,
        partnerId: by,
        requestId: request.id,
        product,
        plan: planOf(product, input.planId ?? expiring.planId),
        renewedFrom: expiring.id,
      });
      return { affinity, product };
    }, once);
  };
