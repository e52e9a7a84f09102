import { z } from 'zod';
import { named } from '../edge/marks.js';
import { about, catalogueId, day, identifier, legible, line, ownId, shown } from '../edge/schemas.js';
import { affinitySort, cancelReason, insurerOutcome, statusNumber } from './enumerations.js';
import { contract } from './examples.js';

const free = z.record(z.string(), z.unknown());

/** A producer code by its identifier or as people write it. */
export const producerCode = z
  .string()
  .min(1)
  .max(100)
  .meta({ ...ownId, ...about('a producer code: pc:6 or 100-002541', '100-002541') });

const productId = catalogueId.describe('a product of the partner, as `GET /v1/affinity/partner` lists them');
const planId = catalogueId.nullish().meta(about('a plan; not needed where there is one', 'essential'));
const pageRows = z.int().min(1).max(100).optional();

export const requestBody = z
  .strictObject({
    product_id: productId,
    producer_code: producerCode.nullish().describe('sold through this producer code; else the partner’s default'),
  })
  .meta(named('AffinityRequestInput', 'What to prepare a contract of'));

/** The partner's own names for a cover: as they are given, and as they are answered. */
export const ownNames = {
  given: {
    external_reference: legible(64)
      .nullish()
      .meta(about('your own identifier of the cover, to find it by', 'crm-20177')),
  },
  answered: { external_reference: shown.text('your own identifier of the cover', 'crm-20177').nullable() },
};

export const contractBody = z
  .strictObject({
    affinity_request_id: identifier.describe('the request that is contracted'),
    lifetime_start: day.describe('the first day of cover'),
    lifetime_end: day.meta(about('the last day of cover', '2027-11-30')),
    plan_id: planId,
    affinity_holder: free
      .nullish()
      .meta(about("who holds the cover; checked against the product's own schema", contract.affinity_holder)),
    item: free.nullish().meta(about("what is covered; checked against the product's own schema", null)),
    ...ownNames.given,
  })
  .meta(named('AffinityInput', 'A contract: which request, for how long, and for whom'));

export type ContractBody = z.output<typeof contractBody>;

export const affinityPath = z.strictObject({ affinity_id: identifier.describe('the affinity') });

export const listQuery = z.strictObject({
  rows: pageRows.describe('how many a page holds, 10 by default'),
  page: z.int().min(1).max(1_000_000).optional().describe('from 1; costs what it skips, a cursor does not'),
  cursor: z.string().min(1).max(500).optional().describe('where the reply before said it goes on'),
  status: statusNumber.optional().describe('only those that stand so'),
  product_id: catalogueId.optional().describe('only those of this product'),
  holder_document: z.string().min(1).max(20).optional().meta(about("the holder's CPF or CNPJ", '529.982.247-25')),
  external_reference: legible(64).optional().meta(about('as it was given when contracting', 'crm-20177')),
  lifetime_start_from: day.optional().describe('first day of cover on this day or later'),
  lifetime_start_to: day.optional().describe('first day of cover on this day or earlier'),
  created_from: day.optional().describe('contracted on this day or later'),
  created_to: day.optional().describe('the last day, itself included'),
  sort: affinitySort.optional().describe('newest first by default'),
});

export type ListQuery = z.output<typeof listQuery>;

const cancelDescription = line(500);
const inWords = about('the reason in your words', 'Changed employer');

/** What a body of a DELETE may say: proxies drop such bodies. */
export const cancelQuery = z.strictObject({
  cancel_reason: cancelReason.optional().describe('as in the body, for callers whose proxies drop it'),
  cancel_description: cancelDescription.optional().meta(inWords),
});

export const cancelBody = z
  .strictObject({
    cancel_reason: cancelReason.nullish(),
    cancel_description: cancelDescription.nullish().meta(inWords),
  })
  .meta(named('CancellationInput', 'Why an affinity is canceled'));

export const previewBody = z
  .strictObject({
    date_end: day.nullish().meta(about('the day to cancel on, today by default', '2027-03-01')),
    cancel_reason: cancelReason.nullish(),
  })
  .meta(named('CancellationPreviewInput', 'The cancellation that a preview is made of'));

export const renewalBody = z
  .strictObject({
    lifetime_end: day
      .nullish()
      .meta(about('the last day of the successor; by default as long as before', '2028-11-30')),
    plan_id: planId.describe('the plan of the successor, by default the same'),
  })
  .meta(named('RenewalInput', 'How an affinity is renewed'));

export type RenewalBody = z.output<typeof renewalBody>;

export const insurerAnswerBody = z
  .strictObject({
    outcome: insurerOutcome,
    reason: line(500).optional().meta(about('why, for the audit trail; nothing about a person', 'risk is not written')),
    insurer_reference: line(100).optional().meta(about('what the insurer calls the matter', 'UW-2026-11873')),
  })
  .meta(named('InsurerAnswerInput', 'The answer of an insurer to a risk'));
