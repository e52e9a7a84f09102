import { z } from 'zod';
import { named } from '../edge/marks.js';
import { about, nextCursor, shown } from '../edge/schemas.js';
import * as enumerations from './enumerations.js';
import { contract } from './examples.js';

const holder = z.record(z.string(), z.unknown()).nullable();

const attachment = z
  .object({
    type: enumerations.attachmentType,
    url: z
      .url()
      .meta(
        about(
          'where the PDF is: opened without a token, good for 30 days',
          'https://engine.example/v1/attachments/AZOdPH8afD6bHi9qDUyOUQ',
        ),
      ),
  })
  .meta(named('Attachment', 'A document of an affinity'));
const attachments = z.array(attachment).describe('its documents; none while it is 5 Pending');

const premium = z
  .object({
    net: shown.cents('for the lifetime, without fees and tax', 54000),
    fees: shown.cents('the fees', 1800),
    tax: shown.cents('the tax', 4080),
    total: shown.cents('net, fees and tax', 59880),
    currency: shown.text('ISO 4217', 'BRL'),
  })
  .meta(named('AffinityPremium', 'What an affinity costs for its lifetime'));

const id = shown.id('the affinity');
const status = enumerations.statusNumber;
const lifetimeStart = shown.day('the first day of cover');
const lifetimeEnd = shown.day('the last day of cover', '2027-11-30');
const dateEnd = shown.day('the day it was canceled on; null if it was not', '2027-03-01').nullable();

export const contracted = z
  .object({ id, status, premium, attachments })
  .meta(named('ContractedAffinity', 'What was contracted'));

const rule = shown.text('which rule of refunds was used', 'pro-rata');
const refunds = {
  rule,
  paid: shown.cents('what was paid until then', 59880),
  kept: shown.cents('what the insurer keeps', 14970),
  refund: shown.cents('what is given back, with its tax', 44910),
  tax_refund: shown.cents('the tax in what is given back', 3060),
};

const cancellation = z
  .object({
    cancel_reason: enumerations.cancelReason,
    cancel_description: shown.text('the reason in the words of the caller', 'Changed employer').nullable(),
    canceled_at: shown.moment('when it was canceled'),
    ...refunds,
  })
  .meta(named('AffinityCancellation', 'How an affinity was canceled'));

/** What an affinity consists of, also in a webhook. */
export const affinityShape = {
  id,
  affinity_request_id: shown.id('the request that was contracted'),
  product_id: shown.text('the product', 'personal-life'),
  plan_id: shown.text('the plan', 'essential'),
  lifetime_start: lifetimeStart,
  lifetime_end: lifetimeEnd,
  date_end: dateEnd.meta({ example: null }),
  affinity_holder: holder.meta(about('who holds the cover, as the product asks for it', contract.affinity_holder)),
  item: holder.meta(about('what is covered, as the product asks for it; null if that is the holder', null)),
  external_reference: shown.text('your own identifier of the cover', 'crm-20177').nullable(),
  status,
  certificate_number: shown.text('the number that people read on the certificate', '9D3E-1122-A344-5566'),
  premium,
  paid: shown.cents('what was paid', 59880),
  cancellation: cancellation.nullable().meta(about('null if it was not canceled', null)),
  renewed_from: shown.id('the original; null if this is one').nullable().meta({ example: null }),
  renewed_by: shown
    .id('the successor, also while it is 5 Pending; null without one')
    .nullable()
    .meta({ example: null }),
  created_at: shown.moment('when it was contracted'),
  issued_at: shown.moment('when the insurer accepted it; null before').nullable(),
  attachments,
};

export const affinity = z.object(affinityShape).meta(named('Affinity', 'A certificate of cover, complete'));

export const list = z
  .object({
    total: shown.count('how many there are on all pages, as of the first page', 1),
    items: z.array(affinity).describe('one page'),
    cursor: nextCursor,
  })
  .meta(named('AffinityList', 'A page of affinities'));

const successor = z
  .object({
    id: shown.id('the successor'),
    status,
    lifetime_start: lifetimeStart,
    lifetime_end: lifetimeEnd,
    note: shown.text('what becomes of it', 'The successor stays as it is and covers from 2027-12-01.'),
  })
  .meta(
    named(
      'StandingSuccessor',
      'only if the affinity was renewed: the successor stays as it is, also if it is 5 Pending',
    ),
  );

export const canceled = z
  .object({
    id,
    status,
    date_end: dateEnd,
    refund: shown.cents('what is given back', 44910),
    successor: successor.optional(),
  })
  .meta(named('CanceledAffinity', 'What was canceled, and what is given back'));

const explanation = z
  .object({
    name: shown.text('the step', 'days left'),
    amount: shown.cents('its amount, where it has one', 44910).optional(),
    text: shown.text('its value, where it is not an amount', '275 of 365 days').optional(),
  })
  .meta(named('RefundExplanation', 'A step of the calculation of a refund'));

export const preview = z
  .object({
    id,
    date_end: shown.day('the day it would be canceled on', '2027-03-01'),
    ...refunds,
    explain: z.array(explanation).describe('how the refund is calculated'),
    successor: successor.optional(),
  })
  .meta(named('CancellationPreview', 'What a cancellation would give back'));

export const insurerAnswered = z
  .object({ id, status })
  .meta(named('AnsweredAffinity', 'The affinity that the insurer answered for'));

export const error = z
  .object({
    error: shown.text('what is wrong, naming the field and what was expected', 'product_id: expected an identifier'),
  })
  .meta(named('AffinityError', 'An error of the affinity dialect; the header `error-code` has its code'));
