import type { JsonSchema } from '@affinity-engine/catalogue';
import { amount, closed, described, flag, id, jurisdiction, list, text } from './catalogue-schemas.js';

const code = described('^[A-Z0-9]+(-[A-Z0-9]+)*$', 'a code of capitals and digits, parted by hyphens');
const scalar: JsonSchema = { anyOf: [{ type: 'string', maxLength: 500 }, { type: 'number' }, { type: 'boolean' }] };
const condition: JsonSchema = { $ref: '#/$defs/condition' };
const count: JsonSchema = { type: 'integer', minimum: 0, maximum: 10_000 };
const bound: JsonSchema = { anyOf: [{ type: 'string', maxLength: 20 }, { type: 'integer' }] };
const factor: JsonSchema = { type: 'string', maxLength: 12, format: 'factor' };

const choices = list(closed({ value: scalar, text: text(500) }), 1, 500);

/** Every property a question of some type has; which go together is checked with the questionnaire as a whole. */
const askedProperties = {
  text: text(500),
  required: { anyOf: [flag, condition] },
  applies: condition,
  checkedWith: list(code, 0, 20),
  minLength: count,
  maxLength: count,
  format: {
    anyOf: [
      { type: 'string', enum: ['cpf', 'cnpj', 'cpf-or-cnpj', 'phone', 'zipcode', 'email'] },
      list(closed({ where: condition, format: text(20) }), 1, 10),
    ],
  },
  min: bound,
  max: bound,
  choices,
  default: scalar,
  minItems: count,
  maxItems: count,
} as const;

const plainTypes = ['text', 'integer', 'decimal', 'date', 'guid', 'boolean', 'choice', 'list'];

const variantQuestion = closed({ code, type: { type: 'string', enum: plainTypes }, text: text(500) }, askedProperties);

const entry: JsonSchema = {
  ...closed(
    { code, stage: text(40), type: { type: 'string', enum: [...plainTypes, 'variants', 'derived'] } },
    { ...askedProperties, questions: list(variantQuestion, 1, 20), from: list(code, 1, 50) },
  ),
  if: { type: 'object', properties: { type: { const: 'derived' } } },
  then: { type: 'object', required: ['from'] },
  else: { type: 'object', required: ['text', 'required'] },
};

const conditionSchema: JsonSchema = {
  ...closed(
    {},
    {
      code,
      is: scalar,
      in: list(scalar, 1, 100),
      answered: flag,
      all: list(condition, 1, 20),
      any: list(condition, 1, 20),
      not: condition,
    },
  ),
  anyOf: [
    { type: 'object', required: ['code', 'is'] },
    { type: 'object', required: ['code', 'in'] },
    { type: 'object', required: ['code', 'answered'] },
    { type: 'object', required: ['all'] },
    { type: 'object', required: ['any'] },
    { type: 'object', required: ['not'] },
  ],
};

const interest = closed(
  { monthly: { type: 'string', maxLength: 12, format: 'rate' } },
  { freeUpTo: count, taxed: flag },
);

/** What a file of `quotation-products/` holds. */
export const quotationProductSchema: JsonSchema = {
  ...closed({
    operationCode: code,
    name: text(160),
    insurerId: id,
    jurisdiction,
    line: id,
    currency: described('^[A-Z]{3}$', 'an ISO 4217 code such as BRL', 3),
    processNumber: text(40),
    validDays: { type: 'integer', minimum: 1, maximum: 365 },
    paymentMethods: list(
      closed({ method: code, cap: { type: 'integer', minimum: 1, maximum: 120 }, minimum: amount }, { interest }),
      1,
      20,
    ),
    rating: closed({
      by: list(code, 1, 5),
      rows: list(closed({ for: list(scalar, 1, 5), net: amount }), 1, 10_000),
      factors: list(closed({ code, of: list(closed({ is: scalar, factor }), 1, 500) }), 0, 50),
    }),
    underwriting: list(
      closed({
        code,
        text: text(500),
        decision: { type: 'string', enum: ['approve', 'refer', 'decline'] },
        when: condition,
      }),
      0,
      200,
    ),
    questionnaire: closed({ stages: list(text(40), 1, 10), entries: list(entry, 1, 500) }),
  }),
  $defs: { condition: conditionSchema },
};
