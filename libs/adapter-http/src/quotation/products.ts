import { languageOf } from '@affinity-engine/catalogue';
import type { Entry, PlainQuestion, Question } from '@affinity-engine/questionnaire';
import type { QuotationProduct } from '@affinity-engine/quotation-product';
import { z } from 'zod';
import { productLanguage } from '../edge/language.js';
import { enumerated, named } from '../edge/marks.js';
import { routesFor, type Route } from '../edge/route.js';
import { about, shown } from '../edge/schemas.js';
import { enveloped } from './answers.js';
import { brokerPath, productPath } from './schemas.js';
import type { QuotationUseCases } from './use-cases.js';
import { envelope } from './wire.js';

const operationCode = shown.text('the product', 'MEDICAL-CIVIL-LIABILITY-PARTNER');

const summary = z.object({
  operationCode,
  name: shown.text('what people read', 'Responsabilidade Civil Médica'),
  language: productLanguage,
  insurer: z
    .object({
      id: shown.text('the insurer in the catalogue', 'ins-5036'),
      name: shown.text('what people read', 'Maré Alta Vida e Previdência S.A.'),
    })
    .meta(named('QuotedInsurer', 'The insurer of a product')),
});

const condition = z.record(z.string(), z.unknown()).meta({
  ...named(
    'QuestionCondition',
    'A condition on other answers: `code` with `is` (a value), `in` (values) or `answered` (true or false); or `all`, `any` (lists of conditions) or `not` (a condition)',
  ),
  example: { code: 'PERSON-TYPE', is: 'NATURAL' },
});

const value = z.union([z.string(), z.number(), z.boolean()]);
const bound = z.union([z.string(), z.number()]);
const count = (description: string, example: number) => shown.count(description, example).optional();

const choice = z
  .object({
    value: value.meta(about('what is sent', 'NATURAL')),
    text: shown.text('what people read', 'Pessoa física'),
  })
  .meta(named('QuestionChoice', 'A value to choose'));

const questionType = z
  .enum(['text', 'integer', 'decimal', 'date', 'guid', 'boolean', 'choice', 'list', 'variants'])
  .meta(
    enumerated('QuestionType', 'How a question is answered', {
      text: 'one line of text',
      integer: 'a whole number, or its text',
      decimal: 'a number with up to two decimals, or its text',
      date: 'a day, yyyy-mm-dd',
      guid: 'a UUID',
      boolean: 'true or false',
      choice: 'one of the choices',
      list: 'several texts, of the choices if there are any',
      variants: 'a list of variants, each a list of answers to `questions`',
    }),
  );

const question = {
  code: shown.text('what an answer names', 'PERSON-TYPE'),
  type: questionType,
  text: shown.text('the question as people read it', 'Tipo de pessoa'),
  required: z.union([z.boolean(), condition]).meta(about('whether it must be answered if it applies, or when', true)),
  applies: condition.optional().describe('when it applies; always without it. Otherwise it must not be answered'),
  format: z
    .union([
      z.string(),
      z.array(
        z
          .object({ where: condition, format: shown.text('the format', 'cpf') })
          .meta(named('FormatWhere', 'A format that applies if a condition is true')),
      ),
    ])
    .optional()
    .meta(
      about('cpf, cnpj, cpf-or-cnpj, phone, zipcode or email; of several the first whose condition is true', 'cpf'),
    ),
  minLength: count('the fewest characters', 1),
  maxLength: count('the most characters', 120),
  min: bound.optional().meta(about('the least value', 1)),
  max: bound.optional().meta(about('the greatest value', 30)),
  minItems: count('the fewest items', 1),
  maxItems: count('the most items', 10),
  choices: z.array(choice).optional().describe('what can be chosen'),
  default: value.optional().meta(about('the answer where none is sent', 20)),
};

/** Said whole: an example with a `default` is taken for a schema by tools that look for schemas everywhere. */
const example = {
  code: 'PERSON-TYPE',
  type: 'choice',
  text: 'Tipo de pessoa',
  required: true,
  choices: [{ value: 'NATURAL', text: 'Pessoa física' }],
};

const ofVariant = z.object(question).meta({ ...named('VariantQuestion', 'A question of each variant'), example });

const asked = z
  .object({
    ...question,
    stage: z.enum(['contracting', 'proposal']).meta(
      enumerated('QuotationStage', 'With which call a question is answered', {
        contracting: 'when it is priced',
        proposal: 'when it is proposed',
      }),
    ),
    questions: z.array(ofVariant).optional().describe('of type variants: what each variant answers'),
  })
  .meta({ ...named('Question', 'A question of a product'), example: { ...example, stage: 'contracting' } });

const startWindow = z
  .object({
    pastDays: shown.count('how many days before today', 0),
    futureDays: shown.count('how many days after today', 365),
  })
  .meta(named('StartWindow', 'On which days cover may start'));

const product = summary
  .extend({
    currency: shown.text('ISO 4217', 'BRL'),
    validDays: shown.count('for how many days a quotation can be checked out', 15),
    startWindow: startWindow.nullable().describe('null: cover may start on any day'),
    questions: z.array(asked).describe('in the order people are asked'),
  })
  .meta(named('QuotationProduct', 'A product that can be quoted, and what it asks'));

const products = enveloped(
  z
    .array(summary.meta(named('QuotationProductSummary', 'A product that can be quoted')))
    .describe('all of them, in the order of the catalogue'),
  'QuotationProductsAnswer',
);
const productAnswer = enveloped(product, 'QuotationProductAnswer');

const summaryWire = ({ operationCode: code, name, insurer, ...rest }: QuotationProduct) => ({
  operationCode: code,
  name,
  language: languageOf(rest),
  insurer: { id: insurer.id, name: insurer.name },
});

/** Without what only the engine needs: with which other answers an answer is checked. */
const questionWire = <Of extends PlainQuestion | Question>({ checkedWith: _checkedWith, ...its }: Of) => its;

const isQuestion = (entry: Entry): entry is Exclude<Entry, { readonly type: 'derived' }> => entry.type !== 'derived';

const productWire = (its: QuotationProduct) => ({
  ...summaryWire(its),
  currency: its.currency,
  validDays: its.validDays,
  startWindow: its.startWindow ?? null,
  questions: its.questionnaire.entries.filter(isQuestion).map((entry) => ({
    ...questionWire(entry),
    ...(entry.type === 'variants' ? { questions: entry.questions.map(questionWire) } : {}),
  })),
});

const route = routesFor({ tag: 'Quotation', callers: ['subscription'] });

/** What can be quoted, and what it asks: a form can be built from it. */
export const productRoutes = (useCases: QuotationUseCases): readonly Route[] => {
  const { clock } = useCases;
  return [
    route({
      call: 'GET /v1/quotation/{registerNumber}/products',
      operationId: 'listQuotationProducts',
      summary: 'The products that can be quoted',
      description: 'As the catalogue is today.',
      params: brokerPath,
      answer: products,
      act: ({ params, caller }) => useCases.listQuotationProducts(params.registerNumber, caller.subscription),
      present: (all: readonly QuotationProduct[]) => envelope(all.map(summaryWire), clock.now()),
    }),
    route({
      call: 'GET /v1/quotation/{registerNumber}/products/{operationCode}',
      operationId: 'readQuotationProduct',
      summary: 'A product with its questions, their texts, choices and conditions',
      description:
        'As the catalogue is today. A quotation that was priced before keeps the questions it was priced with.',
      params: productPath,
      answer: productAnswer,
      act: ({ params, caller }) =>
        useCases.readQuotationProduct(params.registerNumber, params.operationCode, caller.subscription),
      present: (its: QuotationProduct) => envelope(productWire(its), clock.now()),
    }),
  ];
};
