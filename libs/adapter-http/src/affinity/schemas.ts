import { z } from 'zod';
import { catalogueId, cents, day, identifier, instantText, legible, line, ownId } from '../edge/schemas.js';

const free = z.record(z.string(), z.unknown());

const statusNumber = z.int().min(1).max(5).describe('1 Issued, 2 Canceled, 3 Expired, 4 Renewed, 5 Pending');

const attachment = z
  .object({
    type: z.int().min(1).max(4).describe('1 Coi, 2 General Condition, 3 Capitalization Regulation, 4 Cancel'),
    url: z.url().describe('opened without a token, good for 30 days'),
  })
  .meta({ id: 'Attachment' });

const assist = z.object({ id: z.string(), name: z.string(), description: z.string() }).meta({ id: 'Assist' });

const coverage = z
  .object({ id: z.string(), name: z.string(), description: z.string(), limit: cents, deductible: cents })
  .meta({ id: 'Coverage' });

const planPremium = z
  .object({
    net: cents.describe('for one period, without fees and tax'),
    fees: cents,
    tax: cents,
    total: cents,
    currency: z.string(),
    period_days: z.int(),
  })
  .meta({ id: 'PlanPremium' });

export const partnerAnswer = z
  .object({
    customer: z.object({
      id: z.string(),
      name: z.string(),
      legal_name: z.string(),
      cnpj: z.string(),
      email: z.string(),
      phone: z.string(),
      created_at: instantText,
    }),
    products: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        assists: z.array(assist),
        coverages: z.array(coverage),
        insurer: z.object({
          id: z.string(),
          name: z.string(),
          susep_code: z.string().nullable(),
          status: z.enum(['active', 'suspended', 'pending']).describe('how the partner stands with the insurer'),
        }),
      }),
    ),
  })
  .meta({ id: 'AffinityPartner' });

/** A producer code by its identifier or as people write it. */
export const producerCode = z.string().min(1).max(100).meta(ownId).describe('a producer code: pc:6 or 100-002541');

export const requestBody = z.strictObject({
  product_id: catalogueId,
  producer_code: producerCode.nullish().describe('sold through this producer code; else the partner’s default'),
});

export const requestAnswer = z
  .object({
    id: z.string(),
    expires_at: instantText,
    plans: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        assists: z.array(assist),
        coverages: z.array(coverage),
        premium: planPremium,
        lifetime_days: z.int().nullable().describe('where the plan fixes its lifetime'),
      }),
    ),
  })
  .meta({ id: 'AffinityRequest' });

export const contractBody = z.strictObject({
  affinity_request_id: identifier,
  lifetime_start: day,
  lifetime_end: day.describe('the last day of cover'),
  plan_id: catalogueId.nullish(),
  affinity_holder: free.nullish().describe("checked against the product's own schema"),
  item: free.nullish().describe("checked against the product's own schema"),
  external_reference: legible(64).nullish().describe('your own identifier of the cover, to find it by'),
});

export type ContractBody = z.output<typeof contractBody>;

const premium = z.object({ net: cents, fees: cents, tax: cents, total: cents, currency: z.string() });

export const contractAnswer = z
  .object({ id: z.string(), status: statusNumber, premium, attachments: z.array(attachment) })
  .meta({ id: 'ContractedAffinity' });

const cancellation = z.object({
  cancel_reason: z.int(),
  cancel_description: z.string().nullable(),
  canceled_at: instantText,
  rule: z.string(),
  paid: cents,
  kept: cents,
  refund: cents,
  tax_refund: cents,
});

export const affinityAnswer = z
  .object({
    id: z.string(),
    affinity_request_id: z.string(),
    product_id: z.string(),
    plan_id: z.string(),
    lifetime_start: z.string(),
    lifetime_end: z.string(),
    date_end: z.string().nullable(),
    affinity_holder: free.nullable(),
    item: free.nullable(),
    external_reference: z.string().nullable(),
    status: statusNumber,
    certificate_number: z.string(),
    premium,
    paid: cents,
    cancellation: cancellation.nullable(),
    renewed_from: z.string().nullable().describe('the original'),
    renewed_by: z.string().nullable().describe('the successor, also while it is 5 Pending'),
    created_at: instantText,
    issued_at: instantText.nullable(),
    attachments: z.array(attachment),
  })
  .meta({ id: 'Affinity' });

export const affinityPath = z.strictObject({ affinity_id: identifier });

export const listQuery = z.strictObject({
  rows: z.int().min(1).max(100).optional().describe('how many a page holds, 10 by default'),
  page: z.int().min(1).max(1_000_000).optional().describe('from 1; costs what it skips, a cursor does not'),
  cursor: z.string().min(1).max(500).optional().describe('where the reply before said it goes on'),
  status: statusNumber.optional(),
  product_id: catalogueId.optional(),
  holder_document: z.string().min(1).max(20).optional().describe("the holder's CPF or CNPJ"),
  external_reference: legible(64).optional().describe('as it was given when contracting'),
  lifetime_start_from: day.optional(),
  lifetime_start_to: day.optional(),
  created_from: day.optional(),
  created_to: day.optional().describe('the last day, itself included'),
  sort: z
    .enum(['-created_at', 'created_at', '-lifetime_start', 'lifetime_start'])
    .optional()
    .describe('newest first by default'),
});

export type ListQuery = z.output<typeof listQuery>;

export const listAnswer = z
  .object({ total: z.int(), items: z.array(affinityAnswer), cursor: z.string().nullable() })
  .meta({ id: 'AffinityList' });

const cancelReason = z.int().min(1).max(4).describe('1 requested by holder, 2 default, 3 claimed, 4 insurer');

/** What a body of a DELETE may say: proxies drop such bodies. */
export const cancelQuery = z.strictObject({
  cancel_reason: cancelReason.optional(),
  cancel_description: line(500).optional(),
});

export const cancelBody = z.strictObject({
  cancel_reason: cancelReason.nullish(),
  cancel_description: line(500).nullish(),
});

const standingSuccessor = z
  .object({
    id: z.string(),
    status: statusNumber,
    lifetime_start: z.string(),
    lifetime_end: z.string(),
    note: z.string().describe('what becomes of it'),
  })
  .meta({ id: 'StandingSuccessor' })
  .describe('only if the affinity was renewed: the successor stays as it is, also if it is 5 Pending');

export const cancelAnswer = z
  .object({
    id: z.string(),
    status: statusNumber,
    date_end: z.string().nullable(),
    refund: cents.describe('what is given back, in cents'),
    successor: standingSuccessor.optional(),
  })
  .meta({ id: 'CanceledAffinity' });

export const previewBody = z.strictObject({ date_end: day.nullish(), cancel_reason: cancelReason.nullish() });

export const previewAnswer = z
  .object({
    id: z.string(),
    date_end: z.string(),
    rule: z.string(),
    paid: cents,
    kept: cents,
    refund: cents,
    tax_refund: cents,
    explain: z.array(z.object({ name: z.string(), amount: cents.optional(), text: z.string().optional() })),
    successor: standingSuccessor.optional(),
  })
  .meta({ id: 'CancellationPreview' });

export const renewalBody = z.strictObject({ lifetime_end: day.nullish(), plan_id: catalogueId.nullish() });

export const errorAnswer = z.object({ error: z.string() }).meta({ id: 'AffinityError' });
