import type { Once, PlainDate } from '@affinity-engine/kernel';
import { coverAfter, dayOfCover, planOf, productOf, type Plan } from '@affinity-engine/catalogue';
import type { Affinity, AffinityId } from './affinity.js';
import { checkPartnerSale } from './check-sale.js';
import { checkParticulars } from './draft-affinity.js';
import { affinityError } from './errors.js';
import { addContracted, askInsurer, termsOf, type ContractingPorts } from './contract-affinity.js';
import type { AffinityWithProduct } from './read-affinity.js';
import { actorOf, affinityOf, partnerOf, type By } from './find-or-throw.js';
import { nextStatus } from './lifecycle.js';
import { checkOffered } from './partner.js';
import type { Affinities, AffinityWork } from './ports.js';
import { recordChange, recordRenewal } from './record-change.js';
import { openRequest } from './request-affinity.js';
import { standingSuccessor } from './successors.js';
import { awaitSuccessor, renew } from './transitions.js';

export type RenewalInput = { readonly lifetimeEnd?: PlainDate; readonly planId?: string };

/**
 * Contracts a successor from the day after the last day of cover: by default for the same length and plan, on today's
 * version of the product. The original is renewed once the successor is issued, and stays in force until its last day.
 * @throws AFFINITY-UNKNOWN, TRANSITION-REFUSED, RENEWAL-PENDING, PRODUCT-NOT-OFFERED, INSURER-NOT-ACTIVE, PLAN-UNKNOWN,
 *   LIFETIME-INVALID, HOLDER-INVALID, ITEM-INVALID, NOT-ELIGIBLE
 */
export const renewAffinity =
  (work: AffinityWork, ports: ContractingPorts) =>
  (id: AffinityId, by: By, input: RenewalInput, once?: Once<AffinityWithProduct>): Promise<AffinityWithProduct> => {
    const successorId = ports.ids.next(); // made once, as when contracting
    const requestId = ports.ids.next();
    return work.run(async (unit) => {
      const now = ports.clock.now();
      const expiring = await affinityOf(unit.affinities, id, by);
      const { partnerId } = expiring;
      const [partner, request] = await Promise.all([
        partnerOf(unit.partners, partnerId),
        unit.requests.find(expiring.requestId, partnerId),
      ]);
      const today = ports.clock.today();
      const renewed = renew(expiring, successorId, today);
      await checkNoSuccessor(unit.affinities, expiring);
      const product = productOf(ports.products.current(), expiring.productId);
      checkOffered(partner, product);
      const terms = checkParticulars(product, termsOf(expiring), ports.checkParticulars, today);
      const plan = planOf(product, input.planId ?? expiring.planId);
      const lifetimeStart = dayOfCover(expiring.lifetimeEnd, 1);
      const lifetimeEnd = input.lifetimeEnd ?? endAfter(plan, expiring);
      const producerCode = request?.producerCode ?? null;
      await checkPartnerSale(unit, partner, { product, producerCode, on: lifetimeStart, holder: terms.holder });
      unit.requests.add({
        ...openRequest(requestId, partnerId, product, producerCode, now),
        usedBy: successorId,
      });
      const affinity = await askInsurer(ports, {
        terms: { ...terms, lifetimeStart, lifetimeEnd },
        id: successorId,
        partnerId,
        requestId,
        product,
        plan,
        renewedFrom: expiring.id,
        offeredOn: today,
      });
      if (affinity.status === 'issued') {
        const change = { type: 'affinity.renewed', by: actorOf(by), at: now } as const;
        await recordChange(unit, ports.products, { ...change, from: expiring, to: renewed });
      } else {
        unit.affinities.save(awaitSuccessor(expiring, successorId, today));
        recordRenewal(unit, 'affinity.renewal-pending', expiring, affinity, actorOf(by));
      }
      addContracted(unit, affinity, product, actorOf(by));
      return { affinity, product };
    }, once);
  };

const endAfter = (plan: Plan, { lifetimeStart, lifetimeEnd }: Affinity): PlainDate =>
  coverAfter(plan, { first: lifetimeStart, last: lifetimeEnd }).last;

/** @throws RENEWAL-PENDING; TRANSITION-REFUSED if the successor was issued */
async function checkNoSuccessor(affinities: Affinities, original: Affinity): Promise<void> {
  const successor = await standingSuccessor(affinities, original);
  if (successor?.status === 'pending') throw affinityError('RENEWAL-PENDING', { successorId: successor.id });
  if (successor !== null) nextStatus('renewed', 'renew');
}
