import { z } from 'zod';
import { enumerated, named } from './marks.js';
import { about, identifier, moment, nextCursor, ownId, shown } from './schemas.js';

export const orderings = z.enum(['endpoint', 'affinity', 'none']).meta(
  enumerated('WebhookOrdering', 'What a failing event holds back', {
    endpoint: 'all later events; the default',
    affinity: 'later events of the same affinity',
    none: 'nothing',
  }),
);

/** An endpoint, and how far delivery has come. */
export const endpointAnswer = z.object({
  id: shown.id('the webhook endpoint'),
  owner_id: shown.text('the partner, or insurer:ID for an insurer', '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51'),
  url: shown
    .url('where events are sent; null: events wait until a url is set', 'https://partner.example/hooks')
    .nullable(),
  event_types: z
    .array(z.string())
    .nullable()
    .meta(about('the types that are sent; null: all', ['affinity.issued'])),
  ordering: orderings,
  paused: shown.flag('whether events wait until it is resumed'),
  disabled: shown.flag('whether nothing is sent any more; events go on waiting'),
  created_at: shown.moment('when it was made'),
  rotation_ends_at: shown.moment('until then the signing key before the present one signs, too').nullable(),
  last_sequence: shown.count('of the newest event there is', 17),
  first_kept_sequence: shown.count('of the oldest event that is kept: earlier ones cannot be sent again', 1),
  delivered_sequence: shown.count('everything up to here was delivered, skipped or is held in its lane', 16),
  waiting: shown.count('events not yet delivered, those held in their lanes among them', 1),
  failures: shown.count('in a row, of any event', 1),
  next_attempt_at: shown.moment('when the next try is; null: nothing waits, or it is stopped').nullable(),
  oldest_waiting_at: shown.moment('when the oldest event that waits happened').nullable(),
  replays: shown.count('ranges that are still to be sent again', 0),
});

const dam = z
  .object({
    event_id: shown.text('the event that holds back others', 'evt_01a201b2d0a1707e8a0f5b9d2c4e6f81_17'),
    sequence: shown.count('its sequence', 17),
    type: shown.text('what happened', 'affinity.issued'),
    subject: shown.text('the affinity it happened to', '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51'),
    since: shown.moment('its first failed attempt that is kept').nullable(),
    last_status_code: shown.count('the status of the last answer; null: there was none', 503).nullable(),
    last_error: shown.text('why there was no answer', 'timeout').nullable().meta({ example: null }),
    last_attempt_at: shown.moment('when it was tried last').nullable(),
  })
  .meta(named('WebhookDam', 'The oldest event that fails and holds back others'));

/** An endpoint with what holds back its events. */
export const watchedEndpoint = endpointAnswer
  .extend({ dam: dam.nullable().meta(about('what holds back the others; null: nothing', null)) })
  .meta(named('WebhookEndpoint', 'Where events are sent, how far delivery has come, and what holds it back'));

export const endpointsAnswer = z
  .object({ items: z.array(watchedEndpoint).describe('one page'), cursor: nextCursor })
  .meta(named('WebhookEndpointList', 'A page of webhook endpoints'));

const statusCode = shown.count('the status of the answer; null: there was none', 503).nullable();
const failure = shown.text('why there was no answer', 'timeout').nullable();
const excerpt = shown.text('the beginning of the answer', 'try later').nullable();

export const attemptAnswer = z
  .object({
    at: shown.moment('when it began'),
    duration_ms: shown.count('how long it took', 41),
    status_code: statusCode,
    error: failure,
    response_excerpt: excerpt,
    delivered: shown.flag('whether the answer was 200'),
    replay: shown.flag('whether it was sent again because a replay was asked for'),
    takeover: shown.flag('another dispatcher had died: it may have sent this event already'),
    next_attempt_at: shown.moment('when the next try was planned; null after the last').nullable(),
  })
  .meta(named('WebhookAttempt', 'A try to deliver an event'));

const deliveryStatus = z.enum(['pending', 'delivered', 'skipped']).meta(
  enumerated('DeliveryStatus', 'How far the delivery of an event has come', {
    pending: 'it waits, or is tried again',
    delivered: 'it was answered with 200',
    skipped: 'an operator passed over it',
  }),
);

export const deliveriesQuery = z.strictObject({
  status: deliveryStatus.optional().describe('only those that have come so far'),
  type: z.string().min(1).max(100).optional().meta(about('only events of this type', 'affinity.issued')),
  subject: identifier.optional().describe('only events of this affinity'),
  answer: z
    .string()
    .regex(/^(?:[1-5][0-9][0-9]|none)$/)
    .optional()
    .meta(about('only those whose last try was answered with this status; none: without an answer', '503')),
  from: moment.optional().describe('what happened from this moment on'),
  to: moment.optional().describe('what happened before this moment'),
  cursor: z.string().min(1).max(200).optional().describe('where the reply before said it goes on'),
  rows: z.int().min(1).max(100).optional().describe('how many a page holds, 20 by default'),
});

export const deliveryAnswer = z
  .object({
    event_id: shown.text('the id of the event, as in `webhook-id`', 'evt_01a201b2d0a1707e8a0f5b9d2c4e6f81_17'),
    sequence: shown.count('its sequence at the endpoint', 17),
    type: shown.text('what happened', 'affinity.issued'),
    subject: shown.text('the affinity it happened to', '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51'),
    occurred_at: shown.moment('when it happened'),
    status: deliveryStatus,
    attempts: z.array(attemptAnswer).describe('its last 20 tries, oldest first'),
  })
  .meta(named('WebhookDelivery', 'An event at an endpoint, with the tries to deliver it'));

export const deliveryRead = deliveryAnswer
  .extend({
    attempts: z.array(attemptAnswer).describe('its last 500 tries, oldest first'),
    headers: z
      .record(z.string(), z.string())
      .meta(about('as the last try sent them; the signature is not shown', { 'webhook-sequence': '17' })),
    body: shown.text('the body as it would be sent now', '{"id":"01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51"}'),
  })
  .meta(named('WebhookDeliveryRead', 'An event at an endpoint, with what is sent and every try'));

export const deliveryPath = z.strictObject({
  endpoint_id: identifier.describe('the webhook endpoint'),
  event_id: z
    .string()
    .min(1)
    .max(100)
    .meta({ ...ownId, ...about('the id of the event', 'evt_01a201b2d0a1707e8a0f5b9d2c4e6f81_17') }),
});

export const deliveriesAnswer = z
  .object({
    items: z.array(deliveryAnswer).describe('one page, newest first; it may have fewer than asked for and still go on'),
    cursor: nextCursor,
  })
  .meta(named('WebhookDeliveryList', 'A page of deliveries'));

const sequence = z.int().min(1);

const dryRun = {
  dry_run: z.boolean().optional().describe('whether it is only said what would be sent; false by default'),
};

/** One event by its id, all of a range of sequences, both ends included, or all of a span of time. */
export const replayBody = z
  .union([
    z
      .strictObject({
        event_id: z
          .string()
          .min(1)
          .max(100)
          .meta({ ...ownId, ...about('the id of the event', 'evt_01a201b2d0a1707e8a0f5b9d2c4e6f81_17') }),
        ...dryRun,
      })
      .meta(named('EventReplayInput', 'One event')),
    z
      .strictObject({
        from: sequence.meta(about('the first sequence', 12)),
        to: sequence.meta(about('the last sequence, itself included', 17)),
        ...dryRun,
      })
      .meta(named('RangeReplayInput', 'A range of sequences')),
    z
      .strictObject({
        from_time: moment.describe('what happened from this moment on'),
        to_time: moment.describe('what happened before this moment'),
        ...dryRun,
      })
      .meta(named('TimeReplayInput', 'A span of time')),
  ])
  .meta(named('ReplayInput', 'What is to be sent again'));

export const replayAnswer = z
  .object({
    replayed: shown.count('how many events are sent again, or would be', 6),
    from: shown.count('the first of them', 12),
    to: shown.count('the last of them', 17),
    dry_run: shown.flag('whether nothing is sent'),
  })
  .meta(named('ReplayedEvents', 'What is sent again'));

export const pingAnswer = z
  .object({
    delivered: shown.flag('whether the answer was 200'),
    status_code: statusCode,
    error: failure,
    duration_ms: shown.count('how long it took', 41),
    response_excerpt: excerpt,
    at: shown.moment('when it was sent'),
  })
  .meta(named('PingResult', 'What a test request was answered with'));
