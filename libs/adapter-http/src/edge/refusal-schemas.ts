import { z } from 'zod';
import { enumerated, named } from './marks.js';
import { moment } from './moments.js';
import { pageQuery } from './paged.js';
import { about, identifier, nextCursor, shown } from './schemas.js';

const refusedCode = z.string().min(1).max(100).optional().meta(about('only those with this code', 'NOT-ELIGIBLE'));
const operation = z
  .string()
  .min(1)
  .max(100)
  .optional()
  .meta(about('only those of this call, by its operationId', 'createAffinity'));
const from = moment.optional().describe('from this moment on, or from the beginning of a day in UTC');
const to = moment.optional().describe('before this moment, or before a day in UTC');

/** A partner's list of its own. */
export const ownRefusalsQuery = pageQuery.extend({
  client_id: identifier.optional().describe('only those of this client'),
  operation,
  code: refusedCode,
  ...{ from, to },
});

/** Operators list those of all. */
export const refusalsQuery = ownRefusalsQuery.extend({
  partner_id: identifier.optional().describe('only those of this partner'),
  client_id: identifier.optional().describe('only those of this client or subscription'),
});

export const refusalGroupsQuery = z.strictObject({
  partner_id: identifier.optional().describe('only those of this partner'),
  from: moment.optional().describe('from the hour of this moment on; by default a day before the end'),
  to: moment.optional().describe('hours that begin before this moment; by default up to now'),
});

export const refusalPath = z.strictObject({
  reference: identifier.describe('the `request-id` of the refused call'),
});

export const problemEntry = z
  .object({
    path: shown.text('where', 'product_ids[0]'),
    expected: shown.text('what was expected', 'a product of the catalogue'),
  })
  .meta(named('ProblemEntry', 'One problem of a request'));

const refusedCaller = z.enum(['partner', 'account', 'operator', 'subscription']).meta(
  enumerated('RefusedCaller', 'Who was refused', {
    partner: 'a client of a partner',
    account: 'a client of an account',
    operator: 'a client of an operator',
    subscription: 'the key of a subscription',
  }),
);

const refusedAbout = z
  .object({
    product_id: shown.text('the product', 'personal-life').optional(),
    insurer_id: shown.text('the insurer', 'ins-61234').optional(),
    affinity_group_ids: z
      .array(z.string())
      .optional()
      .meta(about('the groups that give reasons against the sale', ['pc:909'])),
    producer_code_id: shown.text('the producer code it was to be sold through', 'pc:8').optional(),
    affinity_request_id: shown.id('the affinity request').optional(),
    affinity_id: shown.id('the affinity').optional(),
    quotation_id: shown.id('the quotation').optional(),
  })
  .meta(named('RefusedAbout', 'What the call was about, as far as it is known'));

const kind = {
  operation: shown.text('the call, by its operationId', 'createAffinity'),
  code: shown.text('the code, as in the header `error-code`', 'NOT-ELIGIBLE'),
  sentence: shown.text('what the code means', 'The affinity groups of the seller do not admit this sale.'),
  guide: shown.text('where the documentation says what to do about it', 'docs/errors.md#eligibility'),
};
const partner_id = shown.id('the partner; null: the caller is of no partner').nullable();

export const refusalAnswer = z
  .object({
    reference: shown.text('the `request-id` of the refused call', '0c9d3a40-77a1-4e3c-8a83-2a9ad5c2a0f1'),
    at: shown.moment('when it was answered'),
    caller: refusedCaller,
    client_id: shown.id('the client, or the subscription'),
    partner_id,
    ...kind,
    status: shown.count('the status of the answer', 403),
    faults: z.array(problemEntry).describe('what was wrong with the request, without what was sent; 20 at most'),
    about: refusedAbout,
  })
  .meta(named('Refusal', 'A call that was refused'));

export const refusalsAnswer = z
  .object({ items: z.array(refusalAnswer).describe('one page'), cursor: nextCursor })
  .meta(named('RefusalList', 'A page of refused calls'));

export const refusalGroupAnswer = z
  .object({
    ...kind,
    partner_id,
    count: shown.count('how many were refused so', 17),
    first_at: shown.moment('when the first one was answered'),
    last_at: shown.moment('when the last one was answered'),
    newest_reference: shown
      .text('the newest that is kept; null: they are only counted', '0c9d3a40-77a1-4e3c-8a83-2a9ad5c2a0f1')
      .nullable(),
  })
  .meta(named('RefusalGroup', 'Refused calls of one kind'));

export const refusalGroupsAnswer = z
  .object({
    from: shown.moment('the beginning of the first hour'),
    to: shown.moment('hours that begin before this'),
    items: z.array(refusalGroupAnswer).describe('the most frequent first, 500 at most'),
  })
  .meta(named('RefusalGroups', 'Refused calls, counted by code, call and partner'));
