import type { Clock, Ids, Instant, Once } from '@affinity-engine/kernel';
import { planOf } from '@affinity-engine/catalogue';
import type { Affinity, AffinityRequest, AffinityTerms, PartnerId } from './affinity.js';
import { checkPartnerSale } from './check-sale.js';
import { checkParticulars, draftAffinity, type Draft } from './draft-affinity.js';
import { affinityError } from './errors.js';
import { partnerOf, requestOf } from './find-or-throw.js';
import { checkOffered } from './partner.js';
import type { AffinityPorts, AffinityWork, ParticularsCheck, Products, Insurers } from './ports.js';
import type { AffinityWithProduct } from './read-affinity.js';
import { issue } from './transitions.js';

export type ContractInput = AffinityTerms & { readonly requestId: string; readonly planId?: string };

/** The ports of contracting and renewing, besides those of the unit of work. */
export type ContractingPorts = {
  readonly products: Products;
  readonly insurers: Insurers;
  readonly checkParticulars: ParticularsCheck;
  readonly clock: Clock;
  readonly ids: Ids;
};

/**
 * Contracts a request, once. The insurer is asked; it issues at once or answers later.
 * @throws REQUEST-UNKNOWN, REQUEST-USED, REQUEST-EXPIRED, PRODUCT-NOT-OFFERED, INSURER-NOT-ACTIVE, PLAN-REQUIRED,
 *   PLAN-UNKNOWN, LIFETIME-INVALID, HOLDER-REQUIRED, HOLDER-INVALID, ITEM-REQUIRED, ITEM-INVALID, NOT-ELIGIBLE
 */
export const contractAffinity =
  (work: AffinityWork, ports: ContractingPorts) =>
  (input: ContractInput, by: PartnerId, once?: Once<AffinityWithProduct>): Promise<AffinityWithProduct> => {
    const id = ports.ids.next(); // made once: if the body runs again, the insurer is asked about the same affinity
    return work.run(async (unit) => {
      const now = ports.clock.now();
      const [request, partner] = await Promise.all([
        requestOf(unit.requests, input.requestId, by),
        partnerOf(unit.partners, by),
      ]);
      checkOpen(request, now);
      const product = await ports.products.at(request.productId, request.productVersion);
      checkOffered(partner, product);
      checkParticulars(product, input, ports.checkParticulars);
      const { producerCode } = request;
      const { lifetimeStart: on, holder } = input;
      await checkPartnerSale(unit, partner, { product, producerCode, on, holder });
      const affinity = await contract(unit, ports, {
        ...input,
        id,
        partnerId: by,
        product,
        plan: planOf(product, input.planId),
        renewedFrom: null,
      });
      unit.requests.use(request, affinity.id);
      return { affinity, product };
    }, once);
  };

/** Drafts a certificate, asks the insurer, saves the result with its event and audit entry. */
export async function contract(unit: AffinityPorts, ports: ContractingPorts, draft: Draft): Promise<Affinity> {
  const { products, insurers, clock } = ports;
  const now = clock.now();
  const drafted = draftAffinity(draft, products.current().taxes, now, clock.today());
  const answer = await insurers.ask(drafted, draft.product, now);
  const affinity = answer.outcome === 'issued' ? issue(drafted, now) : { ...drafted, answerDueAt: answer.answerDueAt };
  unit.affinities.add(affinity);
  unit.audit.append({ actor: draft.partnerId, action: `affinity.${affinity.status}`, subject: affinity.id });
  if (affinity.status === 'issued') unit.events.append('affinity.issued', affinity, draft.product, now);
  else if (affinity.answerDueAt === null)
    unit.events.tellInsurer('insurer.risk-submitted', affinity, draft.product, now);
  return affinity;
}

function checkOpen(request: AffinityRequest, now: Instant): void {
  if (request.usedBy !== null)
    throw affinityError('REQUEST-USED', { requestId: request.id, affinityId: request.usedBy });
  if (request.expiresAt <= now)
    throw affinityError('REQUEST-EXPIRED', { requestId: request.id, expiredAt: request.expiresAt });
}
