import type { Ids, Once } from '@affinity-engine/kernel';
import { needsEnhancedDiligence, upTo, type Answer, type Answered } from '@affinity-engine/questionnaire';
import { codes, type Pricing, type QuotationProduct } from '@affinity-engine/quotation-product';
import { chosen, evaluateContracting, evaluateProposal, evaluated } from './answers.js';
import { checkSale } from './check-sale.js';
import { actorOf, type QuotingPorts } from './contract-quotation.js';
import { refusal } from './errors.js';
import { checkRegisterNumber, quotationOf } from './find-or-throw.js';
import { asOf, nextStatus } from './lifecycle.js';
import type { QuotationWork } from './ports.js';
import { previouslyOffered, priceVariants } from './price-variants.js';
import type { PricedVariant, Proposal, Quotation, QuotationId, Subscription } from './quotation.js';

export type ProposalInput = {
  readonly quotationId: QuotationId;
  readonly registerNumber: string;
  readonly operationCode: string;
  readonly answers: readonly Answer[];
};

/** A proposal's number has a sequence of four digits. */
const mostProposals = 9_999;

/**
 * Proposes a quotation with a payment choice. Its answers are whole: laid over those of contracting, in place of an
 * earlier proposal's. Repeatable until it is checked out; a refused one changes nothing.
 * @throws REGISTER-NUMBER-REFUSED, OPERATION-UNKNOWN, QUOTATION-NOT-FOUND, QUOTATION-EXPIRED, QUOTATION-CONFIRMED,
 *   ANSWERS-NOT-EVALUATED, NOT-ELIGIBLE, PROPOSALS-EXHAUSTED
 */
export const proposeQuotation =
  (work: QuotationWork, { products, clock, ids }: Omit<QuotingPorts, 'numbers'>) =>
  (input: ProposalInput, by: Subscription, once?: Once<Quotation>): Promise<Quotation> =>
    work.run(async ({ quotations, audit, eligibility }) => {
      checkRegisterNumber(by, input.registerNumber);
      const [now, today] = [clock.now(), clock.today()];
      const quotation = asOf(await quotationOf(quotations, input.quotationId, by, input.registerNumber), now);
      const status = nextStatus(quotation, 'propose');
      if (input.operationCode !== quotation.operationCode) {
        throw refusal('OPERATION-UNKNOWN', { operationCode: input.operationCode, known: [quotation.operationCode] });
      }
      const product = await products.at(quotation.operationCode, quotation.productVersion);
      const answers = laidOver(quotation.answers, input.answers);
      const pricing = { taxes: products.taxes(), now, today };
      const before = previouslyOffered(quotation);
      const offered = repriced(product, answers, pricing, before, ids);
      const { values, answers: kept } = evaluated(
        evaluateProposal(product.questionnaire, answers, offered ?? before, today),
      );
      await checkSale(eligibility, by, product, values, today);
      const dueDay = values.get(codes.dueDay);
      const dated = typeof dueDay === 'number' ? { ...pricing, dueDay } : pricing;
      const variants = repriced(product, answers, dated, offered ?? [], ids) ?? [];
      const proposal = proposalOf(
        quotation,
        variants,
        String(values.get(codes.offer)),
        now,
        needsEnhancedDiligence(values),
      );
      const given = new Set(input.answers.map(({ code }) => code));
      const contracted = new Set(quotation.answers.map(({ code }) => code));
      const answered = new Set(kept.map(({ code }) => code));
      const proposed: Quotation = {
        ...quotation,
        status,
        proposalAnswers: kept.filter(({ code }) => given.has(code) || !contracted.has(code)),
        withdrawn: [...contracted].filter((code) => given.has(code) && !answered.has(code)),
        ...variantsAfter(quotation, variants),
        proposal,
        proposals: proposal.sequence,
        released: false,
      };
      quotations.save(proposed);
      const { number, enhancedDiligence } = proposal;
      const details = { number, ...(enhancedDiligence ? { enhancedDiligence } : {}) };
      audit.append({ actor: actorOf(by), action: 'quotation.proposed', subject: quotation.id, details });
      return { ...proposed, version: quotation.version + 1 };
    }, once);

/** The variants as they are now, and as contracting left them where that is something else. */
function variantsAfter({ variants: before, contracted }: Quotation, variants: readonly PricedVariant[]) {
  const first = contracted.length > 0 ? contracted : before;
  const same = first.length === variants.length && first.every(({ id }, at) => id === variants[at]?.id);
  return { variants, contracted: same ? [] : first };
}

/** The answers that are there already, but for those that are given anew. */
function laidOver(before: readonly Answered[], answers: readonly Answer[]): readonly Answer[] {
  const given = new Set(answers.map(({ code }) => code));
  return [...before.filter(({ code }) => !given.has(code)), ...answers];
}

/** What is offered for these answers, undefined where those of contracting are not in order any more. */
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
  const { values, unevaluated } = evaluateContracting(product.questionnaire, ofContracting, pricing.today);
  return unevaluated.length > 0 ? undefined : priceVariants(product, values, pricing, before, ids);
}

/** @throws PROPOSALS-EXHAUSTED */
function proposalOf(
  { id, number, proposals }: Quotation,
  variants: readonly PricedVariant[],
  offerId: string,
  madeAt: Proposal['madeAt'],
  enhancedDiligence: boolean,
): Proposal {
  const found = chosen(variants, offerId);
  if (found === undefined) throw new Error(`offer ${offerId} was accepted and is not there`);
  const sequence = proposals + 1;
  if (sequence > mostProposals) throw refusal('PROPOSALS-EXHAUSTED', { id, most: mostProposals });
  return {
    number: `${number}${String(sequence).padStart(4, '0')}`,
    sequence,
    madeAt,
    variantId: found.variant.id,
    offerId,
    method: found.method,
    enhancedDiligence,
  };
}
