import { z } from 'zod';
import { assists, coverages, particulars } from '../affinity/offer-answers.js';
import { productLanguage } from '../edge/language.js';
import { named } from '../edge/marks.js';
import { problemEntry } from '../edge/refusal-schemas.js';
import { about, catalogueId, day, shown } from '../edge/schemas.js';

const free = z.record(z.string(), z.unknown());
const version = z.string().min(1).max(100).meta(about('a version of the product', '4be1c1e7d0b3f6aa'));

export const productsQuery = z.strictObject({
  insurer_id: catalogueId.optional().meta(about('only those of this insurer', 'ins-5036')),
});

export const productPath = z.strictObject({ product_id: catalogueId.describe('the product') });
export const versionPath = productPath.extend({ version });

export const previewBody = z
  .strictObject({
    version: version.nullish().describe('the version that is tried out, today’s by default'),
    plan_id: catalogueId.nullish().meta(about('a plan; not needed where there is one', 'essential')),
    lifetime_start: day.describe('the first day of cover'),
    lifetime_end: day.nullish().meta(about('the last day of cover; not needed where the plan fixes it', '2027-11-30')),
    affinity_holder: free.nullish().meta(about('who would hold the cover', { first_name: 'Ana' })),
    item: free.nullish().meta(about('what would be covered', null)),
  })
  .meta(named('ProductPreviewInput', 'A sale that is tried out'));

export type PreviewBody = z.output<typeof previewBody>;

const product = {
  id: shown.text('what `product_id` names', 'personal-life'),
  version: shown.text('a digest of all that the product is', '4be1c1e7d0b3f6aa'),
  name: shown.text('what people read', 'Vida individual'),
  insurer_id: shown.text('the insurer that carries it', 'ins-5036'),
  insurer_name: shown.text('what people call the insurer', 'Maré Alta Vida e Previdência S.A.'),
  jurisdiction: shown.text('whose taxes are charged', 'BR'),
  line: shown.text('the line of business, in the table of taxes', 'life'),
  currency: shown.text('ISO 4217', 'BRL'),
  language: productLanguage,
  is_asynchronous: shown.flag('whether its insurer answers later'),
};

const listed = z
  .object({ ...product, plan_ids: z.array(z.string()).meta(about('its plans', ['essential'])) })
  .meta(named('CatalogueProduct', 'A product of today’s catalogue'));

export const products = z
  .object({ items: z.array(listed).describe('all of them') })
  .meta(named('CatalogueProductList', 'The products of today’s catalogue'));

const plan = z
  .object({
    id: shown.text('what `plan_id` names', 'essential'),
    name: shown.text('what people read', 'Essencial'),
    ...{ assists, coverages },
    net: shown.cents('for one period, without fees and tax', 4500),
    fees: shown.cents('the fees of the period', 150),
    period_days: shown.count('how many days a period has; other terms are charged in proportion', 30),
    lifetime_days: shown.count('how many days it covers, where the plan fixes that; else null', 365).nullable(),
  })
  .meta(named('CataloguePlan', 'A plan as the catalogue has it'));

const section = z
  .object({
    title: shown.text('its heading', '1. Cobertura'),
    text: shown.text('its paragraphs, divided by line breaks', 'A indenização é paga em até 30 dias.'),
  })
  .meta(named('DocumentSection', 'A titled passage of a document'));

const taxRow = z
  .object({
    from: shown.day('the first day on which it holds'),
    rate: shown.text('an exact decimal: 0.0738 is 7.38 %', '0.0738'),
  })
  .meta(named('TaxRate', 'A rate of tax, from a day on'));

const sections = z.array(section);

export const productVersion = z
  .object({
    ...product,
    is_current: shown.flag('whether it is sold today'),
    process_number: shown.text('the number of its process at the supervisor', '15414.000001/2026-01'),
    group_policy_number: shown.text('the insurer’s contract with the policyholder', '01.000.0001'),
    broker_name: shown.text('the firm that places it', 'Corretora Exemplo Ltda.'),
    plans: z.array(plan).describe('what can be contracted'),
    particulars,
    general_conditions: sections.describe('the terms, as documents print them'),
    prize_draw: z
      .object({
        title: shown.text('what the title is called', 'Título Sorte em Dia'),
        process_number: shown.text('the number of its process', '15414.000002/2026-02'),
        regulation: sections.describe('its terms'),
      })
      .meta(named('ProductPrizeDraw', 'A capitalization title that comes with a product'))
      .nullable()
      .describe('null: none'),
    taxes: z.array(taxRow).describe('all rates of its line of business, as the catalogue of today has them'),
  })
  .meta(named('CatalogueProductVersion', 'One version of a product, complete'));

export const productVersions = z
  .object({
    items: z
      .array(
        z
          .object({
            version: shown.text('a digest of the whole product', '4be1c1e7d0b3f6aa'),
            loaded_at: shown.moment('when the engine loaded it first'),
            is_current: shown.flag('whether it is sold today'),
          })
          .meta(named('LoadedProductVersion', 'A version of a product')),
      )
      .describe('all there are'),
  })
  .meta(named('LoadedProductVersionList', 'The versions of a product'));

const premium = z
  .object({
    plan_id: shown.text('the plan', 'essential'),
    lifetime_start: shown.day('the first day of cover'),
    lifetime_end: shown.day('the last day of cover', '2027-11-30'),
    term_days: shown.count('how many days it lasts, both included', 365),
    net: shown.cents('for the whole term, without fees and tax', 54_750),
    fees: shown.cents('charged once', 150),
    tax: shown.cents('on the net, at the rate of today', 4_041),
    total: shown.cents('net, fees and tax', 58_941),
    currency: shown.text('ISO 4217', 'BRL'),
  })
  .meta(named('PreviewedPremium', 'What a sale would cost; it is paid at once'));

export const preview = z
  .object({
    product_id: shown.text('the product', 'personal-life'),
    version: shown.text('the version that was tried out', '4be1c1e7d0b3f6aa'),
    faults: z.array(problemEntry).describe('everything that is wrong; none: it could be sold so'),
    premium: premium.nullable().describe('null where the plan or the days are wrong'),
  })
  .meta(named('ProductPreview', 'What would become of a sale'));
