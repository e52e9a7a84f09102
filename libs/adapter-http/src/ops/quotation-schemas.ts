import { z } from 'zod';
import { underwritingStates } from '@affinity-engine/quotation';
import { underwritingDecision } from '../quotation/enumerations.js';
import { enumerated, named } from '../edge/marks.js';
import { about, catalogueId, identifier, line, moment, shown } from '../edge/schemas.js';
import { pageOfAnswers } from './answers.js';
import { notYet } from './data-subject-schemas.js';

export const subscriptionPath = z.strictObject({ subscription_id: identifier.describe('the subscription') });
export const quotationPath = z.strictObject({ quotation_id: identifier.describe('the quotation') });

export const subscriptionBody = z
  .strictObject({
    name: line(80).meta(about('what people read', 'Corretora Sul, production')),
    register_numbers: z
      .array(z.string().min(1).max(30))
      .min(1)
      .max(1_000)
      .meta(about('the brokers that it may quote for', ['100000'])),
    partner_id: identifier.optional().describe('sell for this partner, under its affinity groups'),
  })
  .meta(named('SubscriptionInput', 'A subscription to create'));

export const subscriptionAnswer = z
  .object({
    id: shown.id('the subscription'),
    name: shown.text('what people read', 'Corretora Sul, production'),
    register_numbers: z.array(z.string()).meta(about('the brokers that it may quote for', ['100000'])),
    partner_id: shown.id('whose affinity groups bind what is sold').nullable(),
    created_at: shown.moment('when it was created'),
    revoked_at: shown.moment('when it was ended; null: it is not').nullable(),
  })
  .meta(named('Subscription', 'A system of brokers that quotes'));

export const withKey = subscriptionAnswer
  .extend({ subscription_key: shown.text('shown once', 'jm9DJ9YkKS9F9YS1Y6noWSH5M18HID53g0qULda3gXg') })
  .meta(named('SubscriptionWithKey', 'A subscription with its key'));

export const subscriptionsAnswer = pageOfAnswers(subscriptionAnswer, 'SubscriptionList');

const status = z.enum(['draft', 'confirmed', 'expired']).meta(
  enumerated('OperatedQuotationStatus', 'How a quotation stands', {
    draft: 'it can be priced again, proposed and checked out',
    confirmed: 'it was checked out',
    expired: 'its time is over',
  }),
);

const underwritingState = z.enum(underwritingStates).meta(
  enumerated('UnderwritingState', 'How a quotation stands with underwriting', {
    approved: 'no rule stands against it',
    referred: 'the variant that is proposed waits for an underwriter',
    released: 'an underwriter has released the proposal',
    declined: 'an underwriter has declined the proposal',
    refused: 'the rules decline every variant',
  }),
);

export const quotationAnswer = z
  .object({
    id: shown.id('the quotation'),
    number: shown.text('the number that people read', '0000000123'),
    subscription_id: shown.id('the subscription that made it'),
    register_number: shown.text('the broker', '100000'),
    operation_code: shown.text('the product', 'MEDICAL-CIVIL-LIABILITY-PARTNER'),
    status,
    proposal_number: shown.text('the proposal', '00000001230001').nullable(),
    underwriting: underwritingDecision.nullable().describe('of the variant that is proposed'),
    underwriting_state: underwritingState,
    released: shown.flag('whether an underwriter has released it'),
    enhanced_diligence: shown.flag('a politically exposed person, or one close to such a person'),
    payment_reference: shown.text('what the payment provider calls the payment', 'sandbox-1').nullable(),
    created_at: shown.moment('when it was made'),
    expires_at: shown.moment('until when it can be checked out'),
  })
  .meta(named('OperatedQuotation', 'A quotation as operators see it'));

export const quotationsAnswer = z
  .object({
    items: z.array(quotationAnswer).describe('one page'),
    total: shown.count('how many there are on all pages', 1),
  })
  .meta(named('OperatedQuotationList', 'A page of quotations of all brokers'));

export const quotationsQuery = z.strictObject({
  page: z.int().min(1).max(100_000).optional().describe('1 by default'),
  rows: z.int().min(1).max(100).optional().describe('how many a page holds, 20 by default'),
  status: status.optional().describe('only those that stand so'),
  register_number: z.string().min(1).max(30).optional().meta(about('only those of this broker', '100000')),
  enhanced_diligence: z.boolean().optional().describe('only those that need it, or that do not'),
  underwriting_state: underwritingState.optional().describe('only those that stand so with underwriting'),
  operation_code: catalogueId.optional().meta(about('only those of this product', 'MEDICAL-CIVIL-LIABILITY-PARTNER')),
  expires_before: moment.optional().describe('only those whose time ends before this moment'),
  sort: z
    .enum(['created_at', '-created_at'])
    .optional()
    .meta(
      enumerated('OperatedQuotationSort', 'The order of quotations', {
        created_at: 'the oldest first',
        '-created_at': 'the newest first, the default',
      }),
    ),
});

export const quotationSearch = z
  .strictObject({
    search: line(200).meta(
      about(
        'the beginning of a quotation’s number, whole words of the insured’s name, or a whole CPF or CNPJ',
        '0000000123',
      ),
    ),
    page: quotationsQuery.shape.page,
    rows: quotationsQuery.shape.rows,
  })
  .meta(named('QuotationSearch', 'What quotations are looked for by'));

export const searchedQuotations = quotationsAnswer
  .extend({ not_yet_found: notYet })
  .meta(named('SearchedQuotations', 'A page of the quotations that are found'));

export const releaseBody = z
  .strictObject({
    proposal_number: z
      .string()
      .regex(/^\d{14}$/)
      .meta(about('the one that was looked at: 14 digits', '00000001230001')),
    reason: line(500).meta(about('why, for the audit trail', 'limit is acceptable')),
  })
  .meta(named('QuotationReleaseInput', 'The proposal that an underwriter releases'));

export const declineBody = z
  .strictObject({ ...releaseBody.shape, reason: line(500).meta(about('why, for the audit trail', 'too many claims')) })
  .meta(named('QuotationDeclineInput', 'The proposal that an underwriter declines'));
