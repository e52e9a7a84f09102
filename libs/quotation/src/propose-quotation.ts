import type { Ids, Once } from '@affinity-engine/kernel';
import { needsEnhancedDiligence, upTo, type Answer, type Answered } from '@affinity-engine/questionnaire';
import { codes, type Pricing, type QuotationProduct } from '@affinity-engine/quotation-product';
import { checkPrintable, chosen, evaluateContracting, evaluateProposal, evaluated } from './answers.js';
import { checkQuotedSale } from './check-sale.js';
import { actorOf, type QuotingPorts } from './contract-quotation.js';
import { quotationError } from './errors.js';
import { checkRegisterNumber, quotationOf } from './find-or-throw.js';
import { allow, asOf, proposed } from './lifecycle.js';
import { proposalOf } from './parts-of.js';
import type { QuotationWork } from './ports.js';
import { previouslyOffered, priceVariants } from './price-variants.js';
import type { Draft, PricedVariant, Proposal, Proposed, QuotationId, Subscription } from './quotation.js';

export type ProposalInput = {
  readonly quotationId: QuotationId;
  readonly registerNumber: string;
  readonly operationCode: string;
  readonly answers: readonly Answer[];
};

/** A proposal's number has a sequence of four digits. */
const mostProposals = 9_999;

/**
 * Proposes a quotation with a payment choice. The answers are complete: they replace those of an earlier proposal and
 * are added to those of contracting. Can be repeated until checkout; a refused proposal changes nothing.
 * @throws REGISTER-NUMBER-REFUSED, OPERATION-UNKNOWN, QUOTATION-NOT-FOUND, QUOTATION-EXPIRED, QUOTATION-CONFIRMED,
 *   ANSWERS-NOT-EVALUATED, NOT-ELIGIBLE, PROPOSALS-EXHAUSTED
 */
export const proposeQuotation =
  (work: QuotationWork, { products, clock, ids, typeface }: Omit<QuotingPorts, 'numbers'>) =>
  (input: ProposalInput, by: Subscription, once?: Once<Proposed>): Promise<Proposed> =>
    work.run(async ({ quotations, audit, eligibility }) => {
      checkRegisterNumber(by, input.registerNumber);
      const [now, today] = [clock.now(), clock.today()];
      const found = await quotationOf(quotations, input.quotationId, by, input.registerNumber);
      const quotation = allow(asOf(found, now), 'propose');
      if (input.operationCode !== quotation.operationCode) {
        throw quotationError('OPERATION-UNKNOWN', {
          operationCode: input.operationCode,
          known: [quotation.operationCode],
        });
      }
      const product = await products.at(quotation.operationCode, quotation.productVersion);
      const answers = mergeAnswers(quotation.answers, input.answers);
      const pricing = { taxes: products.taxes(), now, today };
      const before = previouslyOffered(quotation);
      const offered = repriced(product, answers, pricing, before, ids);
      const { values, answers: kept } = evaluated(evaluateProposal(product, answers, offered ?? before, today));
      const given = new Set(input.answers.map(({ code }) => code));
      checkPrintable(
        typeface,
        kept.filter(({ code }) => given.has(code)),
      );
      await checkQuotedSale(eligibility, by, product, values, today);
      const dueDay = values.get(codes.dueDay);
      const dated = typeof dueDay === 'number' ? { ...pricing, dueDay } : pricing;
      const variants = repriced(product, answers, dated, offered ?? [], ids) ?? [];
      const contracting = new Set(quotation.answers.map(({ code }) => code));
      const answered = new Set(kept.map(({ code }) => code));
      const proposal: Proposal = {
        ...choiceOf(quotation, variants, String(values.get(codes.offer))),
        madeAt: now,
        enhancedDiligence: needsEnhancedDiligence(values),
        answers: kept.filter(({ code }) => given.has(code) || !contracting.has(code)),
        withdrawn: [...contracting].filter((code) => given.has(code) && !answered.has(code)),
        contracted: contractedBefore(quotation, variants),
        released: false,
        declined: false,
      };
      const saved = proposed(quotation, proposal, variants);
      quotations.save(saved);
      const { number, enhancedDiligence } = proposal;
      const details = { number, ...(enhancedDiligence ? { enhancedDiligence } : {}) };
      audit.append({ actor: actorOf(by), action: 'quotation.proposed', subject: quotation.id, details });
      return { ...saved, version: quotation.version + 1 };
    }, once);

/** The variants as contracting priced them, if they differ from the current ones. */
function contractedBefore(quotation: Draft | Proposed, variants: readonly PricedVariant[]): readonly PricedVariant[] {
  const contracted = proposalOf(quotation)?.contracted ?? [];
  const first = contracted.length > 0 ? contracted : quotation.variants;
  const same = first.length === variants.length && first.every(({ id }, at) => id === variants[at]?.id);
  return same ? [] : first;
}

/** The earlier answers, replaced by new ones of the same code. */
function mergeAnswers(before: readonly Answered[], answers: readonly Answer[]): readonly Answer[] {
  const given = new Set(answers.map(({ code }) => code));
  return [...before.filter(({ code }) => !given.has(code)), ...answers];
}

/** The variants for these answers, undefined if the contracting answers are no longer valid. */
function repriced(
  product: QuotationProduct,
  answers: readonly Answer[],
  pricing: Pricing,
  before: readonly PricedVariant[],
  ids: Ids,
): readonly PricedVariant[] | undefined {
  const { entries } = upTo(product.questionnaire, 'contracting');
  const asked = new Set(entries.map(({ code }) => code));
  const ofContracting = answers.filter(({ code }) => asked.has(code));
  const { values, unevaluated } = evaluateContracting(product, ofContracting, pricing.today);
  return unevaluated.length > 0 ? undefined : priceVariants(product, values, pricing, before, ids);
}

/** The chosen offer with the number of the proposal. @throws PROPOSALS-EXHAUSTED */
function choiceOf(
  { id, number, proposals }: Draft | Proposed,
  variants: readonly PricedVariant[],
  offerId: string,
): Pick<Proposal, 'number' | 'sequence' | 'variantId' | 'offerId' | 'method'> {
  const found = chosen(variants, offerId);
  if (found === undefined) throw new Error(`offer ${offerId} was accepted and is not there`);
  const sequence = proposals + 1;
  if (sequence > mostProposals) throw quotationError('PROPOSALS-EXHAUSTED', { id, most: mostProposals });
  return {
    number: `${number}${String(sequence).padStart(4, '0')}`,
    sequence,
    variantId: found.variant.id,
    offerId,
    method: found.method,
  };
}
