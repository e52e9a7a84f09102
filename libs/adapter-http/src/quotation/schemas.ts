import { z } from 'zod';
import { named } from '../edge/marks.js';
import { about, day, identifier, line } from '../edge/schemas.js';
import { status } from './enumerations.js';

const code = z.string().min(1).max(100).meta(about('the question, by its code in the questionnaire', 'LIMIT'));
const registerNumber = z
  .string()
  .min(1)
  .max(30)
  .meta(about("the broker's register number, as the subscription has it", '100000'));
const operationCode = z.string().min(1).max(100).meta(about('the product', 'MEDICAL-CIVIL-LIABILITY-PARTNER'));
const answers = z
  .array(
    z
      .strictObject({
        code,
        answer: z.unknown().optional().meta(about('left out, or blank, is no answer', 100000)),
      })
      .meta(named('QuestionAnswerInput', 'An answer to a question')),
  )
  .max(500)
  .describe('answers by the codes of the product’s questionnaire');

export const contractingBody = z
  .strictObject({
    quotationIdentifier: identifier.optional().describe('edits this quotation instead of making one'),
    registerNumber,
    operationCode,
    answers,
  })
  .meta(named('QuotationInput', 'What is to be priced'));

export const proposalBody = z
  .strictObject({ identifier: identifier.describe('the quotation'), registerNumber, operationCode, answers })
  .meta(named('ProposalInput', 'A quotation to propose, with the answers that a proposal needs'));

const billingAddress = z
  .strictObject({
    zipCode: line(12).meta(about('the postal code', '01310-100')),
    street: line(120).meta(about('the street', 'Avenida Paulista')),
    number: line(20).meta(about('the number of the house', '1000')),
    complement: z.string().max(60).optional().meta(about('where in the house', 'sala 12')),
    neighborhood: line(60).meta(about('the part of the city', 'Bela Vista')),
    city: line(60).meta(about('the city', 'São Paulo')),
    state: line(40).meta(about('the state', 'SP')),
  })
  .meta(named('BillingAddressInput', 'Where the bill goes to'));

const creditCard = z
  .strictObject({
    number: z.string().min(1).max(30).meta(about('the number of the card', '4111111111111111')),
    name: line(80).meta(about('the name on the card', 'INES CONCEICAO')),
    identity: z.string().min(1).max(20).meta(about('CPF or CNPJ of who holds the card', '529.982.247-25')),
    cvv: z.string().min(1).max(4).meta(about('the code on its back', '123')),
    expiryMonth: z.int().min(1).max(12).meta(about('the month it ends', 12)),
    expiryYear: z.int().min(0).max(9999).meta(about('the year it ends', 2030)),
    useCustomerAddress: z.boolean().describe('whether the bill goes to the insured'),
    billingAddress: billingAddress.optional().describe('where else the bill goes to'),
  })
  .meta(named('CreditCardInput', 'A card to pay with'));

export const checkoutBody = z
  .strictObject({
    registerNumber,
    quotationIdentifier: identifier.describe('the quotation whose proposal is accepted'),
    creditCard: creditCard
      .optional()
      .describe('only where the proposal is paid by CREDIT-CARD; neither kept nor logged'),
  })
  .meta(named('CheckoutInput', 'The acceptance of a proposal'));

export const quotationPath = z.strictObject({ registerNumber, identifier: identifier.describe('the quotation') });
export const documentPath = z.strictObject({ token: z.string().min(1).max(100).describe('the end of the url') });
export const brokerPath = z.strictObject({ registerNumber });
export const productPath = z.strictObject({ registerNumber, operationCode });

export const sorts = ['status', 'insuredname', 'product', 'date', 'number'] as const;

export const listQuery = z.strictObject({
  page: z.int().min(1).max(10_000).optional().describe('1 by default'),
  sort: z
    .string()
    .max(100)
    .optional()
    .meta(about(`one or more of ${sorts.join(', ')}, each with - for descending`, '-date')),
  search: line(100)
    .optional()
    .meta(about("whole words of the insured's name, the beginning of the number, or the whole identity", 'Conceição')),
  product: z.string().min(1).max(100).optional().meta(about('only this product', 'MEDICAL-CIVIL-LIABILITY-PARTNER')),
  startDate: day.optional().describe('made on this day or later'),
  endDate: day.optional().describe('made on this day or earlier'),
  status: status.optional().describe('only those that stand so'),
});
