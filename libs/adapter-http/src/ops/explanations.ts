import type { ExplainedSale } from '@affinity-engine/affinity';
import type { AgencyNumber, ExplainedDefaults } from '@affinity-engine/agency-number';
import { civilDate } from '@affinity-engine/kernel';
import { z } from 'zod';
import { producerCode } from '../affinity/schemas.js';
import { enumerated, named } from '../edge/marks.js';
import { routesFor, type Route } from '../edge/route.js';
import { about, catalogueId, day, identifier, shown } from '../edge/schemas.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

const saleBody = z
  .strictObject({
    partner_id: identifier.describe('who would sell'),
    product_id: catalogueId.describe('what would be sold'),
    on: day.optional().describe('the first day of cover, today by default'),
    jurisdiction: z
      .string()
      .min(1)
      .max(20)
      .nullish()
      .meta(about('the holder’s state as groups write it; null: not known yet', 'BR_SP')),
    producer_code: producerCode.nullish().describe('sold through this producer code; else the partner’s default'),
  })
  .meta(named('EligibilityCheckInput', 'A sale that is thought of'));

const saleAnswer = z
  .object({
    is_eligible: shown.flag('whether nothing stands against it'),
    producer_code: shown.text('what it would be sold through; null: none', '100-002541').nullable(),
    reasons: z
      .array(
        z
          .object({
            code: shown.text('the reason, stable', 'GROUP-ENDED'),
            group_id: shown.text('the affinity group that does not admit it; null: not a group', 'pc:909').nullable(),
            message: shown.text('a sentence', 'The day lies after the last day of the group.'),
          })
          .meta(named('ReasonAgainstSale', 'Why a sale would be refused')),
      )
      .describe('every reason; none: it would be admitted'),
  })
  .meta(named('EligibilityCheck', 'Whether a sale would be admitted, and why not'));

const defaultsQuery = z.strictObject({
  broker_id: identifier.describe('the broker'),
  insurer_id: catalogueId.meta(about("the insurer's id in the catalogue", 'ins-5405')),
});

const line = z
  .object({
    id: shown.id('the entry'),
    agency_number: shown.text('the number', '4711-0815'),
    match_code: shown.text('what users read beside it', 'Property, standard commission').nullable(),
    owner: z.enum(['broker', 'account']).meta(
      enumerated('NumberOwner', 'Whose number it is', {
        broker: 'the broker’s own',
        account: 'the account’s, for all its brokers',
      }),
    ),
    verdict: z.enum(['default', 'inactive', 'sent-earlier', 'farther-owner']).meta(
      enumerated('DefaultVerdict', 'Why a number with the flag is the default, or is not', {
        default: 'it is the default',
        inactive: 'it is not offered any more',
        'sent-earlier': 'another one of the same owner was sent with the flag later',
        'farther-owner': 'it is the account’s, and the broker has one of its own',
      }),
    ),
  })
  .meta(named('DefaultLine', 'A number that was sent as a default, and what became of that'));

const lines = z.array(line).describe('the broker’s own first, the last sent first; none: no default');
const defaultsAnswer = z
  .object({ tenders: lines, calculations: lines })
  .meta(named('ExplainedDefaults', 'Which number is the default for each purpose, and why'));

/** Why a sale would be refused, and why an agency number is the default. */
export const explanationRoutes = ({ explainSale, explainDefaults, clock }: OpsUseCases): readonly Route[] => [
  route({
    call: 'POST /ops/v1/eligibility-checks',
    operationId: 'checkEligibility',
    summary: 'Whether a partner’s sale would be admitted, with every reason against it',
    description: 'Changes nothing. Holder and item are not looked at.',
    body: saleBody,
    answer: saleAnswer,
    act: ({ body }) =>
      explainSale({
        partnerId: body.partner_id,
        productId: body.product_id,
        on: body.on === undefined ? clock.today() : civilDate(body.on),
        jurisdiction: body.jurisdiction ?? null,
        producerCode: body.producer_code ?? null,
      }),
    present: ({ producerCode: code, reasons }: ExplainedSale) => ({
      is_eligible: reasons.length === 0,
      producer_code: code,
      reasons: reasons.map(({ code: reason, groupId, message }) => ({ code: reason, group_id: groupId, message })),
    }),
  }),
  route({
    call: 'GET /ops/v1/agency-defaults',
    operationId: 'explainAgencyDefaults',
    summary: 'A broker’s default numbers at an insurer for tenders and calculations, and why',
    description: 'Every number that was sent with the flag, with what became of it.',
    query: defaultsQuery,
    answer: defaultsAnswer,
    act: ({ query }) => explainDefaults(query.broker_id, query.insurer_id),
    present: ({ tenders, calculations }: ExplainedDefaults) => ({
      tenders: tenders.map(lineWire),
      calculations: calculations.map(lineWire),
    }),
  }),
];

const lineWire = ({ entry, verdict }: { readonly entry: AgencyNumber; readonly verdict: string }) => ({
  ...{ id: entry.id, agency_number: entry.number, match_code: entry.matchCode, verdict },
  owner: entry.owner.brokerId === null ? 'account' : 'broker',
});
