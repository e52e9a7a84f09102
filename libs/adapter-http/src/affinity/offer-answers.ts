import { z } from 'zod';
import { productLanguage } from '../edge/language.js';
import { named } from '../edge/marks.js';
import { about, shown } from '../edge/schemas.js';
import { insurerStanding } from './enumerations.js';

const assist = z
  .object({
    id: shown.text('the assistance in the catalogue', 'funeral-assistance'),
    name: shown.text('what people read', 'Assistência funeral'),
    description: shown.text('what it consists of', 'Organização e pagamento do funeral'),
  })
  .meta(named('Assist', 'A service that comes with a plan'));

const coverage = z
  .object({
    id: shown.text('the coverage in the catalogue', 'death'),
    name: shown.text('what people read', 'Morte'),
    description: shown.text('what is covered', 'Morte por qualquer causa'),
    limit: shown.cents('the most that is paid', 5_000_000),
    deductible: shown.cents('what the holder bears', 0),
  })
  .meta(named('Coverage', 'What a plan covers, and up to which amount'));
export const assists = z.array(assist).describe('the services that come with it');
export const coverages = z.array(coverage).describe('what is covered');

const planPremium = z
  .object({
    net: shown.cents('for one period, without fees and tax', 4500),
    fees: shown.cents('the fees of the period', 150),
    tax: shown.cents('the tax of the period', 340),
    total: shown.cents('net, fees and tax', 4990),
    currency: shown.text('ISO 4217', 'BRL'),
    period_days: shown.count('how many days a period has', 30),
  })
  .meta(named('PlanPremium', 'What a plan costs for one period'));

const insurer = z
  .object({
    id: shown.text('the insurer in the catalogue', 'ins-5036'),
    name: shown.text('what people read', 'Maré Alta Vida e Previdência S.A.'),
    susep_code: shown.text('its number at SUSEP', '05036').nullable(),
    status: insurerStanding,
  })
  .meta(named('PartnerInsurer', 'An insurer, and how the partner stands with it'));

const asked = (of: string) =>
  z
    .object({
      required: shown.flag('whether it must be sent'),
      schema: z
        .record(z.string(), z.unknown())
        .meta(
          about(
            'a JSON Schema (2020-12) with titles and examples; `x-format` names a format of the engine, `x-unit` says whether a number is in minor units',
            { type: 'object', properties: { cpf: { type: 'string', title: 'CPF', 'x-format': 'cpf' } } },
          ),
        ),
    })
    .meta(named('AskedParticulars', 'What a product asks of a holder or of an item'))
    .nullable()
    .describe(of);

export const particulars = z
  .object({
    affinity_holder: asked('of the holder; null: it takes none'),
    item: asked('of the item; null: it takes none'),
  })
  .meta(named('ProductParticulars', 'What a product asks, so that a form can be built from it'));

const product = z
  .object({
    id: shown.text('what `product_id` names', 'personal-life'),
    name: shown.text('what people read', 'Vida individual'),
    assists,
    coverages: coverages.describe('what its plans cover; where limits differ, as in the first plan'),
    insurer,
    language: productLanguage,
    particulars,
  })
  .meta(named('OfferedProduct', 'A product that the partner sells'));

const customer = z
  .object({
    id: shown.id('the partner'),
    name: shown.text('what people read', 'Loja Azul'),
    legal_name: shown.text('the name it is registered under', 'Loja Azul Comércio Ltda.'),
    cnpj: shown.text('14 digits', '11222333000181'),
    email: shown.text('where it is written to', 'seguros@lojaazul.example'),
    phone: shown.text('where it is called', '+55 11 4002-8922'),
    created_at: shown.moment('when it was registered'),
  })
  .meta(named('AffinityCustomer', 'The data of the partner'));

export const partner = z
  .object({ customer, products: z.array(product).describe('what it may sell') })
  .meta(named('AffinityPartner', 'The partner that calls, and what it sells'));

const plan = z
  .object({
    id: shown.text('what `plan_id` names', 'essential'),
    name: shown.text('what people read', 'Essencial'),
    assists,
    coverages,
    premium: planPremium,
    lifetime_days: shown.count('how many days it covers, where the plan fixes that; else null', 365).nullable(),
  })
  .meta(named('OfferedPlan', 'A plan that a request can be contracted on'));

export const request = z
  .object({
    id: shown.id('what `affinity_request_id` names when contracting'),
    expires_at: shown.moment('until when it can be contracted'),
    particulars,
    plans: z.array(plan).describe('what can be contracted; products with one plan need no choice'),
  })
  .meta(named('AffinityRequest', 'A prepared contract: the product as it is now, and its plans'));
