import { businessDay, type Actor, type Clock, type Ids, type Instant, type Once } from '@affinity-engine/kernel';
import { planOf, type Product } from '@affinity-engine/catalogue';
import type { Affinity, AffinityRequest, AffinityTerms, PartnerId } from './affinity.js';
import { checkPartnerSale } from './check-sale.js';
import { checkParticulars, draftAffinity, type Draft } from './draft-affinity.js';
import { affinityError } from './errors.js';
import { partnerOf, requestOf } from './find-or-throw.js';
import { checkOffered } from './partner.js';
import type { AffinityPorts, AffinityWork, ParticularsCheck, Products, Insurers } from './ports.js';
import type { AffinityWithProduct } from './read-affinity.js';
import { issue } from './transitions.js';

/** All terms but the lifetime may be omitted. */
type TermsInput = Pick<AffinityTerms, 'lifetimeStart' | 'lifetimeEnd'> & Partial<AffinityTerms>;

export type ContractInput = TermsInput & { readonly requestId: string; readonly planId?: string };

/** The terms of a contract or of a certificate, null where omitted. */
export const termsOf = (input: TermsInput): AffinityTerms => ({
  lifetimeStart: input.lifetimeStart,
  lifetimeEnd: input.lifetimeEnd,
  holder: input.holder ?? null,
  item: input.item ?? null,
  externalReference: input.externalReference ?? null,
});

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
 *   PLAN-UNKNOWN, LIFETIME-INVALID, EXTERNAL-REFERENCE-TOO-LONG, HOLDER-REQUIRED, HOLDER-INVALID, ITEM-REQUIRED, ITEM-INVALID, NOT-ELIGIBLE
 */
export const contractAffinity =
  (work: AffinityWork, ports: ContractingPorts) =>
  (input: ContractInput, by: PartnerId, once?: Once<AffinityWithProduct>): Promise<AffinityWithProduct> => {
    const given = termsOf(input);
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
      checkExternalReference(given);
      const terms = checkParticulars(product, given, ports.checkParticulars, ports.clock.today());
      const { producerCode } = request;
      const { lifetimeStart: on, holder } = terms;
      await checkPartnerSale(unit, partner, { product, producerCode, on, holder });
      const affinity = await askInsurer(ports, {
        terms,
        id,
        partnerId: by,
        requestId: request.id,
        product,
        plan: planOf(product, input.planId),
        renewedFrom: null,
        offeredOn: businessDay(request.createdAt),
      });
      addContracted(unit, affinity, product, by);
      unit.requests.use(request, affinity.id);
      return { affinity, product };
    }, once);
  };

/** Drafts a certificate and asks the insurer: it is issued, or pending. */
export async function askInsurer({ products, insurers, clock }: ContractingPorts, draft: Draft): Promise<Affinity> {
  const now = clock.now();
  const drafted = draftAffinity(draft, products.current().taxes, now);
  const answer = await insurers.ask(drafted, draft.product, now);
  return answer.outcome === 'issued' ? issue(drafted, now) : { ...drafted, answerDueAt: answer.answerDueAt };
}

/** Adds what was contracted just now, with its event and audit entry. */
export function addContracted(unit: AffinityPorts, affinity: Affinity, product: Product, by: Actor): void {
  const { id, status, answerDueAt, createdAt } = affinity;
  unit.affinities.add(affinity);
  unit.audit.append({ actor: by, action: `affinity.${status}`, subject: id });
  if (status === 'issued') unit.events.append('affinity.issued', affinity, product, createdAt);
  else if (answerDueAt === null) unit.events.tellInsurer('insurer.risk-submitted', affinity, product, createdAt);
}

function checkExternalReference({ externalReference }: AffinityTerms): void {
  const length = [...(externalReference ?? '')].length;
  if (length > 64) throw affinityError('EXTERNAL-REFERENCE-TOO-LONG', { length });
}

function checkOpen(request: AffinityRequest, now: Instant): void {
  if (request.usedBy !== null)
    throw affinityError('REQUEST-USED', { requestId: request.id, affinityId: request.usedBy });
  if (request.expiresAt <= now)
    throw affinityError('REQUEST-EXPIRED', { requestId: request.id, expiredAt: request.expiresAt });
}
