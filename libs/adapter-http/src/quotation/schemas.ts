import { z } from 'zod';
import { day, identifier, instantText, line } from '../edge/schemas.js';
import { statusWords } from './wire.js';

const code = z.string().min(1).max(100);
const registerNumber = z.string().min(1).max(30).describe("the broker's register number, as the subscription has it");
const operationCode = z.string().min(1).max(100).describe('the product');
const answers = z
  .array(z.strictObject({ code, answer: z.unknown().optional().describe('left out, or blank, is no answer') }))
  .max(500)
  .describe('answers by the codes of the product’s questionnaire');

export const contractingBody = z.strictObject({
  quotationIdentifier: identifier.optional().describe('edits this quotation instead of making one'),
  registerNumber,
  operationCode,
  answers,
});

export const proposalBody = z.strictObject({ identifier, registerNumber, operationCode, answers });

const billingAddress = z.strictObject({
  zipCode: line(12),
  street: line(120),
  number: line(20),
  complement: z.string().max(60).optional(),
  neighborhood: line(60),
  city: line(60),
  state: line(40),
});

export const checkoutBody = z.strictObject({
  registerNumber,
  quotationIdentifier: identifier,
  creditCard: z
    .strictObject({
      number: z.string().min(1).max(30),
      name: line(80),
      identity: z.string().min(1).max(20),
      cvv: z.string().min(1).max(4),
      expiryMonth: z.int().min(1).max(12),
      expiryYear: z.int().min(0).max(9999),
      useCustomerAddress: z.boolean(),
      billingAddress: billingAddress.optional(),
    })
    .optional()
    .describe('only where the proposal is paid by CREDIT-CARD; neither kept nor logged'),
});

export const quotationPath = z.strictObject({ registerNumber, identifier });
export const documentPath = z.strictObject({ token: z.string().min(1).max(100) });
export const brokerPath = z.strictObject({ registerNumber });

export const sorts = ['status', 'insuredname', 'product', 'date', 'number'] as const;

export const listQuery = z.strictObject({
  page: z.int().min(1).max(100_000).optional().describe('1 by default'),
  sort: z
    .string()
    .max(100)
    .optional()
    .describe(`one or more of ${sorts.join(', ')}, each with - for descending`),
  search: line(100).optional().describe("part of the insured's name, or the beginning of the number or the identity"),
  product: z.string().min(1).max(100).optional(),
  startDate: day.optional(),
  endDate: day.optional(),
  status: z.enum(Object.values(statusWords) as [string, ...string[]]).optional(),
});

const amount = z.number().describe('decimal, in the currency of the product');
const shown = z.object({ answer: z.array(z.unknown()), questionText: z.string(), answerText: z.array(z.string()) });

const installment = z
  .object({
    identifier: z.string().describe('what PAYMENT-INSTALLMENT-IDENTIFIER chooses it by'),
    number: z.int(),
    commissionValue: amount,
    netValue: amount,
    interestValue: amount,
    taxValue: amount,
    totalValue: amount,
    installmentValue: amount,
    installmentInterest: amount,
    installmentTax: amount,
    dueDates: z.array(z.string().meta({ format: 'date-time' })),
  })
  .meta({ id: 'QuotedInstallment' });

const pricing = z
  .object({
    variantIdentifier: z.string(),
    underwriting: z.object({
      approved: z.boolean(),
      evaluations: z.array(
        z.object({ code: z.string(), text: z.string(), decision: z.enum(['approve', 'refer', 'decline']) }),
      ),
    }),
    price: z.object({
      commission: amount,
      grievanceDiscount: z.number().describe('percent'),
      netValue: amount,
      interestValue: amount,
      taxValue: amount,
      totalValue: amount,
      limitDeductible: z.object({ deductible: shown, limits: shown }),
    }),
    payment: z.object({
      financialType: z.literal('Charge'),
      paymentOptions: z.array(
        z.object({ paymentMethod: z.string(), paymentType: z.string(), installments: z.array(installment) }),
      ),
    }),
  })
  .meta({ id: 'QuotedPricing' });

const status = z.enum(Object.values(statusWords) as [string, ...string[]]);
const proposal = z.object({
  number: z.string().describe('14 digits: the quotation’s number and a sequence of four'),
  date: instantText,
  documentUrl: z.string().describe('the proposal as PDF, good for 30 days'),
});

const enveloped = <Item extends z.ZodType>(item: Item) =>
  z.object({ item, success: z.literal(true), executed: instantText });

export const contractingAnswer = enveloped(
  z.object({ quotationIdentifier: z.string(), status, pricing: z.array(pricing) }),
);

export const proposalAnswer = enveloped(
  z.object({ quotationIdentifier: z.string(), status, proposal, pricing: z.array(pricing) }),
);

export const checkoutAnswer = z.object({ success: z.literal(true), executed: instantText });

export const readAnswer = enveloped(
  z.object({
    quotationIdentifier: z.string(),
    status,
    proposal: proposal.nullable(),
    pricing: z.array(pricing),
    number: z.string(),
    registerNumber: z.string(),
    operationCode: z.string(),
    createdAt: instantText,
    expiresAt: instantText,
    answers: z.array(
      z.object({
        code: z.string(),
        answer: z.unknown(),
        questionText: z.string(),
        answerText: z.union([z.string(), z.array(z.string())]),
      }),
    ),
    schedule: z
      .array(
        z.object({
          number: z.int(),
          dueDate: z.string().meta({ format: 'date-time' }),
          value: amount,
          interest: amount,
          tax: amount,
        }),
      )
      .describe('how it is billed once it is checked out: adds up to the total, interest and tax to the cent'),
  }),
);

export const listAnswer = z.object({
  totalItems: z.int(),
  itemsPerPage: z.literal(10),
  list: z.array(
    z.object({
      quotationIdentifier: z.string(),
      number: z.string(),
      status,
      product: z.string(),
      insuredName: z.string(),
      proposalNumber: z.string().nullable(),
      createdAt: instantText,
      expiresAt: instantText,
    }),
  ),
  success: z.literal(true),
  executed: instantText,
});

export const errorAnswer = z
  .union([
    z.object({
      success: z.literal(false),
      executed: instantText,
      errors: z.array(
        z.object({ code: z.string(), message: z.string().optional(), properties: z.unknown().optional() }),
      ),
    }),
    z.object({ statusCode: z.int(), message: z.string() }),
  ])
  .meta({ id: 'QuotationError' });
