import { answersOf, chosen, confirmationOf, insuredOf, proposalOf } from '@affinity-engine/quotation';
import type { PricedVariant, Proposal, Quotation } from '@affinity-engine/quotation';
import { maskedPerson } from '@affinity-engine/privacy';
import type { Answered } from '@affinity-engine/questionnaire';
import { z } from 'zod';
import { named } from '../edge/marks.js';
import { about, shown } from '../edge/schemas.js';
import { evaluation } from '../quotation/answers.js';
import { underwritingDecision } from '../quotation/enumerations.js';
import { quotationAnswer } from './quotation-schemas.js';
import { quotationWire } from './quotation-wire.js';

const answered = z
  .object({
    code: shown.text('the question', 'CLAIMS'),
    question: shown.text('the question as people read it', 'Sinistros nos últimos 12 meses'),
    text: shown.text('the answer as people read it; what identifies a person is hidden', '1'),
  })
  .meta(named('OperatedAnswer', 'A question with its answer'));

const amounts = {
  net: shown.cents('without interest and tax', 12050),
  interest: shown.cents('the interest', 0),
  tax: shown.cents('the tax', 889),
  total: shown.cents('what is paid in all', 12939),
  commission: shown.cents('the commission, contained in net', 1205),
};

const variant = z
  .object({
    id: shown.id('the variant'),
    is_proposed: shown.flag('whether the proposal chose it'),
    decision: underwritingDecision.describe('the gravest of its evaluations'),
    evaluations: z.array(evaluation).describe('the rules that apply'),
    answers: z.array(answered).describe('the answers that make it'),
    ...amounts,
    loading: shown.text('on the rated net, in percent', '10'),
  })
  .meta(named('OperatedVariant', 'A variant of the cover: what underwriting says, and its price in one payment'));

const proposal = z
  .object({
    number: shown.text('14 digits', '00000001230001'),
    made_at: shown.moment('when it was made'),
    method: shown.text('the payment method', 'TICKET'),
    installments: shown.count('how many', 4),
    ...amounts,
    installment_value: shown.cents('what is paid each time', 3235),
    declined: shown.flag('whether an underwriter has declined it'),
  })
  .meta(named('OperatedProposal', 'What is proposed'));

const scheduled = z
  .object({
    number: shown.count('1 for the first', 1),
    due_date: shown.moment('when it is due'),
    value: shown.cents('what is paid', 3235),
  })
  .meta(named('OperatedInstallment', 'An installment as it is billed'));

const detail = quotationAnswer.extend({
  currency: shown.text('ISO 4217', 'BRL'),
  product_version: shown.text('the version of the product it was priced with', '0123456789abcdef'),
  insured_name: shown.text('the insured; null if there is none', 'Ana Souza').nullable(),
  proposal: proposal.nullable().meta(about('null before it is proposed', null)),
  variants: z.array(variant).describe('each variant of the answers'),
  answers: z.array(answered).describe('as they stand now'),
  schedule: z.array(scheduled).describe('the installments; none before checkout'),
});

export const quotationDetail = detail.meta(
  named('OperatedQuotationDetail', 'A quotation as underwriters read it: answers, evaluations and prices'),
);

export const revealedQuotation = detail
  .extend({
    document_url: shown
      .url('the proposal as PDF, good for 30 days; null before it is proposed', 'https://engine.example/v1/quotation')
      .nullable(),
  })
  .meta(named('RevealedQuotation', 'A quotation with what identifies its persons'));

/** A quotation as underwriters read it; `hide` takes away what identifies a person. */
export function quotationDetailWire(quotation: Quotation, hide: typeof maskedPerson = maskedPerson) {
  const proposal = proposalOf(quotation);
  const answerWire = ({ code, questionText, answerText }: Answered) => {
    const text = [answerText].flat().join(', ');
    return { code, question: questionText, text: hide({ [code]: text })[code] ?? '' };
  };
  return {
    ...quotationWire(quotation),
    currency: quotation.currency,
    product_version: quotation.productVersion,
    insured_name: insuredOf(quotation).name || null,
    proposal: proposal === null ? null : proposalWire(quotation, proposal),
    variants: quotation.variants.map((each: PricedVariant) => ({
      id: each.id,
      is_proposed: each.id === proposal?.variantId,
      decision: each.underwriting.decision,
      evaluations: each.underwriting.evaluations.map(({ code, text, decision }) => ({ code, text, decision })),
      answers: each.answers.map(answerWire),
      ...amountsWire(each.price),
      loading: each.loading,
    })),
    answers: answersOf(quotation).map(answerWire),
    schedule: (confirmationOf(quotation)?.schedule ?? []).map(({ number, dueDate, value }) => ({
      ...{ number, value },
      due_date: dueDate,
    })),
  };
}

const amountsWire = ({ net, interest, tax, total, commission }: PricedVariant['price']) => ({
  ...{ net, interest, tax, total, commission },
});

function proposalWire({ variants }: Quotation, { number, madeAt, method, offerId, declined, contracted }: Proposal) {
  const offer = (chosen(variants, offerId) ?? chosen(contracted, offerId))?.offer;
  if (offer === undefined) return null;
  return {
    ...{ number, method, declined },
    made_at: madeAt,
    installments: offer.count,
    ...amountsWire(offer),
    installment_value: offer.installmentValue,
  };
}
