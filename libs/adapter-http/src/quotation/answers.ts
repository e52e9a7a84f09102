import { z } from 'zod';
import { named } from '../edge/marks.js';
import { about, shown } from '../edge/schemas.js';
import { status, underwritingDecision } from './enumerations.js';

const decimal = (description: string, example = 120.5) =>
  z.number().meta(about(`${description}; decimal, in the currency of the product`, example));

const shownAnswer = z
  .object({
    answer: z.array(z.unknown()).meta(about('the answer as it was sent', [100000])),
    questionText: shown.text('the question', 'Limite máximo de garantia'),
    answerText: z.array(z.string()).meta(about('the answer as people read it', ['R$ 100.000,00'])),
  })
  .meta(named('ShownVariantAnswer', 'An answer that makes a variant, as people read it'));

const installment = z
  .object({
    identifier: shown.text('what PAYMENT-INSTALLMENT-IDENTIFIER chooses it by', '8f130cbd-7b0c-4155-b980-9e714497bdba'),
    number: shown.count('how many installments', 1),
    commissionValue: decimal('the commission in the total'),
    netValue: decimal('without interest and tax'),
    interestValue: decimal('the interest in the total', 0),
    taxValue: decimal('the tax in the total'),
    totalValue: decimal('what is paid in all'),
    installmentValue: decimal('what is paid each time'),
    installmentInterest: decimal('the interest in it', 0),
    installmentTax: decimal('the tax in it'),
    dueDates: z.array(shown.moment('when one is due')).describe('when each is due'),
  })
  .meta(named('QuotedInstallment', 'A way to pay: a number of installments'));

export const evaluation = z
  .object({
    code: shown.text('the rule', 'LIMIT-ABOVE'),
    text: shown.text('what it found', 'O limite precisa de análise'),
    decision: underwritingDecision,
  })
  .meta(named('UnderwritingEvaluation', 'What one underwriting rule says'));

const underwriting = z
  .object({
    approved: shown.flag('whether it can be checked out without an underwriter'),
    evaluations: z.array(evaluation).describe('what each rule says'),
  })
  .meta(named('QuotedUnderwriting', 'What underwriting says about a variant'));

const price = z
  .object({
    commission: decimal('the commission in the total'),
    grievanceDiscount: z.number().meta(about('the loading, in percent', 0)),
    netValue: decimal('without interest and tax'),
    interestValue: decimal('the interest of one installment', 0),
    taxValue: decimal('the tax'),
    totalValue: decimal('what one payment costs'),
    limitDeductible: z
      .object({ deductible: shownAnswer, limits: shownAnswer })
      .meta(named('QuotedLimitDeductible', 'Limit and deductible of a variant')),
  })
  .meta(named('QuotedPrice', 'What a variant costs in one payment'));

const paymentOption = z
  .object({
    paymentMethod: shown.text('the method', 'Ticket'),
    paymentType: shown.text('its type', 'Ticket'),
    installments: z.array(installment).describe('the numbers of installments that are offered'),
  })
  .meta(named('QuotedPaymentOption', 'A payment method with its installments'));

const pricing = z
  .object({
    variantIdentifier: shown.text('the variant', '3d8f5e2a-41f4-4e0f-9c6f-6ad0f7c0c4b5'),
    underwriting,
    price,
    payment: z
      .object({
        financialType: z.literal('Charge').describe('money is charged'),
        paymentOptions: z.array(paymentOption).describe('how it can be paid'),
      })
      .meta(named('QuotedPayment', 'How a variant can be paid')),
  })
  .meta(named('QuotedPricing', 'A variant with its price'));

const proposal = z
  .object({
    number: shown.text('14 digits: the quotation’s number and a sequence of four', '00000001230001'),
    date: shown.moment('when it was made'),
    documentUrl: shown.url(
      'the proposal as PDF, good for 30 days',
      'https://engine.example/v1/quotation/documents/proposals/AZOdPH8afD6bHi9qDUyOUQ',
    ),
  })
  .meta(named('QuotationProposal', 'A proposal'));

const executed = shown.moment('when it was answered');
const success = z.literal(true).describe('it was done');

export const enveloped = <Item extends z.ZodType>(item: Item, name: string) =>
  z.object({ item, success, executed }).meta(named(name, 'The result in the envelope of this dialect'));

const priced = {
  quotationIdentifier: shown.id('the quotation'),
  status,
};
const prices = z.array(pricing).describe('each variant of the answers, with its price');

export const contracting = enveloped(
  z.object({ ...priced, pricing: prices }).meta(named('Quotation', 'A quotation with its prices')),
  'QuotationAnswer',
);

export const proposed = enveloped(
  z.object({ ...priced, proposal, pricing: prices }).meta(named('ProposedQuotation', 'A quotation with its proposal')),
  'ProposalAnswer',
);

export const checkout = z
  .object({ success, executed })
  .meta(named('CheckoutAnswer', 'The quotation is confirmed, and paid where that is by card'));

const answered = z
  .object({
    code: shown.text('the question', 'LIMIT'),
    answer: z.unknown().meta(about('the answer as it is kept', 100000)),
    questionText: shown.text('the question as people read it', 'Limite máximo de garantia'),
    answerText: z.union([z.string(), z.array(z.string())]).meta(about('the answer as people read it', 'R$ 100.000,00')),
  })
  .meta(named('QuotationQuestionAnswer', 'A question with its answer'));

const scheduled = z
  .object({
    number: shown.count('1 for the first', 1),
    dueDate: shown.moment('when it is due'),
    value: decimal('what is paid'),
    interest: decimal('the interest in it', 0),
    tax: decimal('the tax in it'),
  })
  .meta(named('ScheduledInstallment', 'An installment as it is billed'));

export const read = enveloped(
  z
    .object({
      ...priced,
      proposal: proposal.nullable().describe('null before it is proposed'),
      pricing: prices,
      number: shown.text('the number that people read', '0000000123'),
      registerNumber: shown.text('the broker', '100000'),
      operationCode: shown.text('the product', 'MEDICAL-CIVIL-LIABILITY-PARTNER'),
      createdAt: shown.moment('when it was made'),
      expiresAt: shown.moment('until when it can be checked out'),
      answers: z.array(answered).describe('every answer'),
      schedule: z
        .array(scheduled)
        .describe('how it is billed once it is checked out: adds up to the total, interest and tax to the cent'),
    })
    .meta(named('QuotationDetails', 'A quotation with its answers')),
  'QuotationDetailsAnswer',
);

const listed = z
  .object({
    ...priced,
    number: shown.text('the number that people read', '0000000123'),
    product: shown.text('the product', 'MEDICAL-CIVIL-LIABILITY-PARTNER'),
    insuredName: shown.text('who is insured', 'Inês Conceição'),
    proposalNumber: shown.text('the proposal', '00000001230001').nullable(),
    createdAt: shown.moment('when it was made'),
    expiresAt: shown.moment('until when it can be checked out'),
  })
  .meta(named('ListedQuotation', 'A quotation in a list'));

export const list = z
  .object({
    totalItems: shown.count('how many there are on all pages', 1),
    itemsPerPage: z.literal(10).describe('how many a page holds'),
    list: z.array(listed).describe('the page'),
    success,
    executed,
  })
  .meta(named('QuotationList', 'A page of quotations'));

const errorEntry = z
  .object({
    code: shown.text('what is wrong', 'INVALID-FORM-FIELD'),
    message: shown.text('a sentence', 'registerNumber: expected text of 1 to 30 characters').optional(),
    properties: z
      .unknown()
      .optional()
      .meta(about('which field, and how it is wrong', { validationType: 'Required', field: 'registerNumber' })),
  })
  .meta(named('QuotationErrorEntry', 'One thing that is wrong'));

export const error = z
  .union([
    z
      .object({
        success: z.literal(false).describe('it was not done'),
        executed,
        errors: z.array(errorEntry).describe('everything that is wrong'),
      })
      .meta(named('QuotationFailure', 'A refusal by a rule')),
    z
      .object({
        statusCode: shown.count('the status of the answer', 401),
        message: shown.text('a sentence', 'Resource not found'),
      })
      .meta(named('QuotationGatewayError', 'A refusal by the gateway')),
  ])
  .meta(named('QuotationError', 'An error of this dialect; the header `error-code` has the code of the engine'));
