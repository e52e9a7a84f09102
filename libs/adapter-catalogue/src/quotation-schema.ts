import type { JsonSchema } from '@affinity-engine/catalogue';
import type { QuotationProduct } from '@affinity-engine/quotation-product';
import { amount, closed, described, flag, id, jurisdiction, language, list, text } from './catalogue-schemas.js';

const code = described('^[A-Z0-9]+(-[A-Z0-9]+)*$', 'a code of capitals and digits, parted by hyphens');
const scalar: JsonSchema = { anyOf: [{ type: 'string', maxLength: 500 }, { type: 'number' }, { type: 'boolean' }] };
const condition: JsonSchema = { $ref: '#/$defs/condition' };
const count: JsonSchema = { type: 'integer', minimum: 0, maximum: 10_000 };
const bound: JsonSchema = { anyOf: [{ type: 'string', maxLength: 20 }, { type: 'integer' }] };
const factor: JsonSchema = { type: 'string', maxLength: 12, format: 'factor' };

const choices = list(closed({ value: scalar, text: text(500) }), 1, 500);

/** All properties a question may have. */
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

type Entry = QuotationProduct['questionnaire']['entries'][number];
type Own<Type extends Entry['type']> = Exclude<keyof Extract<Entry, { readonly type: Type }>, QuestionField | 'stage'>;
type QuestionField = 'code' | 'type' | 'text' | 'required' | 'applies' | 'checkedWith';

/** The properties of each question type, in addition to those of every question. */
const plainTypes = {
  text: ['minLength', 'maxLength', 'format', 'default'],
  integer: ['min', 'max', 'choices', 'default'],
  decimal: ['min', 'max', 'default'],
  date: ['min', 'max'],
  guid: [],
  boolean: ['choices', 'default'],
  choice: ['choices', 'default'],
  list: ['choices', 'minItems', 'maxItems'],
} as const satisfies { readonly [Type in Exclude<Entry['type'], 'variants' | 'derived'>]: readonly Own<Type>[] };

const variantsOwn = ['questions', 'minItems', 'maxItems'] as const satisfies readonly Own<'variants'>[];

/** The properties a type requires. */
const needed: Readonly<Record<string, readonly string[]>> = { choice: ['choices'], variants: ['questions'] };

type Properties = { readonly has: readonly string[]; readonly needs: readonly string[] };

/** An entry of this type has its properties only, and all it requires. */
const ofType = (type: string, { has, needs }: Properties): JsonSchema => ({
  if: { type: 'object', properties: { type: { const: type } }, required: ['type'] },
  then: {
    type: 'object',
    required: needs,
    propertyNames: { enum: has, description: `no such property; the type ${type} has ${has.join(', ')}` },
  },
});

const asked = (common: readonly string[], own: Readonly<Record<string, readonly string[]>>): readonly JsonSchema[] =>
  Object.entries(own).map(([type, names]) =>
    ofType(type, { has: [...common, ...names], needs: ['text', 'required', ...(needed[type] ?? [])] }),
  );

/** Questions of a variant have no `checkedWith`. */
const variantQuestion: JsonSchema = {
  ...closed({ code, type: { type: 'string', enum: Object.keys(plainTypes) } }, askedProperties),
  allOf: asked(['code', 'type', 'text', 'required', 'applies'], plainTypes),
};

const entry: JsonSchema = {
  ...closed(
    { code, stage: text(40), type: { type: 'string', enum: [...Object.keys(plainTypes), 'variants', 'derived'] } },
    { ...askedProperties, questions: list(variantQuestion, 1, 20), from: list(code, 1, 50) },
  ),
  allOf: [
    ...asked(['code', 'stage', 'type', 'text', 'required', 'applies', 'checkedWith'], {
      ...plainTypes,
      variants: variantsOwn,
    }),
    ofType('derived', { has: ['code', 'stage', 'type', 'from'], needs: ['from'] }),
  ],
};

/** The properties of each kind of condition. */
const conditionKinds = [['code', 'is'], ['code', 'in'], ['code', 'answered'], ['all'], ['any'], ['not']] as const;

/** Exactly the properties of one kind: of two kinds, one would be ignored. */
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
  anyOf: conditionKinds.map((parts) => ({ required: parts, maxProperties: parts.length })),
};

/** Ten years. */
const days = { type: 'integer', minimum: 0, maximum: 3_660 };

const interest = closed(
  { monthly: { type: 'string', maxLength: 12, format: 'rate' } },
  { freeUpTo: count, taxed: flag },
);

/** The schema of the files in `quotation-products/`. */
export const quotationProductSchema: JsonSchema = {
  ...closed(
    {
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
    },
    { language, startWindow: closed({ pastDays: days, futureDays: days }) },
  ),
  $defs: { condition: conditionSchema },
};
