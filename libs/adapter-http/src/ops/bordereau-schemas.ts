import { z } from 'zod';
import { enumerated, named } from '../edge/marks.js';
import { about, catalogueId, nextCursor, shown } from '../edge/schemas.js';

export const bordereauPath = z.strictObject({
  insurer_id: catalogueId.meta(about('the insurer', 'ins-5036')),
  month: z
    .string()
    .regex(/^20\d\d-(?:0[1-9]|1[0-2])$/)
    .meta(about('the month, in business time', '2026-11')),
});

export const bordereauQuery = z.strictObject({
  cursor: z.string().min(1).max(500).optional().describe('where the reply before said it goes on'),
  rows: z.int().min(1).max(100).optional().describe('how many a page holds, 20 by default'),
});

const kind = z.enum(['issued', 'renewed', 'canceled']).meta(
  enumerated('MovementKind', 'What happened to a certificate', {
    issued: 'issued, and no renewal',
    renewed: 'issued as the successor of another one',
    canceled: 'canceled after it was issued',
  }),
);

const amounts = {
  net: shown.cents('premium before fees and tax; negative: it goes back', 4_647),
  fees: shown.cents('fees; negative: they go back', 0),
  tax: shown.cents('tax; negative: it goes back', 343),
  total: shown.cents('net, fees and tax; negative: it goes back'),
};

const movement = z
  .object({
    kind,
    day: shown.day('when, in business time'),
    certificate_number: shown.text('the number on the certificate', '9D3E-1122-A344-5566'),
    original_certificate_number: shown
      .text('of the certificate that it renews; null: it renews none', '9D3E-1122-A344-5567')
      .nullable(),
    partner_id: shown.id('whose it is'),
    partner_name: shown.text('what people call the partner', 'Loja Azul'),
    product_id: shown.text('the product in the catalogue', 'personal-life'),
    plan_id: shown.text('its plan', 'essential'),
    group_policy_number: shown.text('the group policy that it is under', '93.0001'),
    lifetime_start: shown.day('the first day of cover, as contracted'),
    lifetime_end: shown.day('the last day of cover, as contracted'),
    currency: shown.text('of all amounts', 'BRL'),
    ...amounts,
    kept: shown.cents('what the insurer keeps of a canceled one', 0).nullable(),
    refund: shown.cents('what the holder gets back of a canceled one').nullable(),
    tax_refund: shown.cents('the tax in it', 343).nullable(),
  })
  .meta(named('Movement', 'A line of a bordereau'));

export const bordereau = z
  .object({ items: z.array(movement).describe('one page of its lines'), cursor: nextCursor })
  .meta(named('Bordereau', 'A page of what happened to the certificates of an insurer in a month'));

const total = z
  .object({
    currency: shown.text('of all amounts', 'BRL'),
    kind,
    count: shown.count('how many lines', 118),
    ...amounts,
  })
  .meta(named('MovementTotal', 'What the lines of a kind in a currency add up to'));

export const bordereauTotals = z
  .object({ items: z.array(total).describe('each currency and kind that there is') })
  .meta(named('BordereauTotals', 'What a bordereau adds up to'));
