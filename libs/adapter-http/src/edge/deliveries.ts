import { instantAt } from '@affinity-engine/kernel';
import { isStopped } from '@affinity-engine/webhook';
import type {
  Attempt,
  Delivery,
  DeliveryLists,
  EndpointWithProgress,
  ReplayRange,
  Sent,
} from '@affinity-engine/webhook';
import { z } from 'zod';
import { readCursor, writeCursor } from './cursor.js';
import { toWire } from './names.js';
import { pageFound, pageOf, type Page } from './paged.js';
import { instantText, ownId } from './schemas.js';

export const orderings = z.enum(['endpoint', 'affinity', 'none']);

export const endpointAnswer = z
  .object({
    id: z.string(),
    owner_id: z.string(),
    url: z.string().nullable().describe('null: events wait until a url is set'),
    event_types: z.array(z.string()).nullable(),
    ordering: orderings,
    paused: z.boolean(),
    disabled: z.boolean(),
    created_at: instantText,
    rotation_ends_at: instantText.nullable().describe('until then the signing key before the present one signs, too'),
    last_sequence: z.int().describe('of the newest event there is'),
    first_kept_sequence: z.int().describe('of the oldest event that is kept: earlier ones cannot be sent again'),
    delivered_sequence: z.int().describe('everything up to here was delivered, skipped or is held in its lane'),
    waiting: z.int().describe('events not yet delivered, those held in their lanes among them'),
    failures: z.int().describe('in a row, of whatever event'),
    next_attempt_at: instantText.nullable(),
    oldest_waiting_at: instantText.nullable(),
    replays: z.int().describe('ranges that are still to be sent again'),
  })
  .meta({ id: 'WebhookEndpoint' });

const endpointFields = toWire(endpointAnswer);

/** An endpoint and its delivery progress, without its signing keys. */
export const endpointWire = ({ progress, ...endpoint }: EndpointWithProgress) =>
  endpointFields({
    ...endpoint,
    ...progress,
    deliveredSequence: progress.cursor,
    nextAttemptAt: isStopped(endpoint) ? null : progress.dueAt,
    oldestWaitingAt: progress.oldestWaiting,
  });

export const endpointsWire = pageOf(endpointWire);

export const endpointsAnswer = z.object({ items: z.array(endpointAnswer), cursor: z.string().nullable() });

/** Endpoints in the order of their ids, of all or of one owner. */
export const endpointsOf =
  (lists: DeliveryLists, ownerId?: string) =>
  (after: string | null, limit: number): Promise<readonly EndpointWithProgress[]> =>
    lists.endpoints({ limit, ...(ownerId === undefined ? {} : { ownerId }), ...(after === null ? {} : { after }) });

const attemptAnswer = z
  .object({
    at: instantText,
    duration_ms: z.int(),
    status_code: z.int().nullable(),
    error: z.string().nullable(),
    response_excerpt: z.string().nullable(),
    delivered: z.boolean(),
    replay: z.boolean(),
    takeover: z.boolean().describe('another dispatcher had died: it may have sent this event already'),
    next_attempt_at: instantText.nullable(),
  })
  .meta({ id: 'WebhookAttempt' });

export const deliveriesQuery = z.strictObject({
  status: z.enum(['pending', 'delivered', 'skipped']).optional(),
  cursor: z.string().min(1).max(200).optional(),
  rows: z.int().min(1).max(100).optional().describe('how many a page holds, 20 by default'),
});

const deliveryAnswer = z
  .object({
    event_id: z.string(),
    sequence: z.int(),
    type: z.string(),
    subject: z.string(),
    occurred_at: instantText,
    status: z.enum(['pending', 'delivered', 'skipped']),
    attempts: z.array(attemptAnswer),
  })
  .meta({ id: 'WebhookDelivery' });

export const deliveriesAnswer = z.object({ items: z.array(deliveryAnswer), cursor: z.string().nullable() });

/** One page of deliveries, newest first. @throws CURSOR-INVALID */
export async function deliveriesPage(
  lists: DeliveryLists,
  endpointId: string,
  { status, cursor, rows = 20 }: z.output<typeof deliveriesQuery>,
): Promise<Page<Delivery>> {
  const filters = JSON.stringify([endpointId, status ?? null]);
  const found = await lists.deliveries(endpointId, {
    limit: rows + 1,
    ...(status === undefined ? {} : { status }),
    ...(cursor === undefined ? {} : { before: Number(readCursor(cursor, filters).value) }),
  });
  return pageFound(found, rows, ({ event }) =>
    writeCursor({ total: 0, value: String(event.sequence), id: endpointId }, filters),
  );
}

const deliveryFields = toWire(deliveryAnswer);
const deliveryWire = ({ event, status, attempts }: Delivery) =>
  deliveryFields({ ...event, eventId: event.id, status, attempts: attempts.map(attemptWire) });

const attemptWire: (attempt: Attempt) => object = toWire(attemptAnswer);

export const deliveriesWire = pageOf(deliveryWire);

const sequence = z.int().min(1);

/** One event by its id, or all of a range of sequences, both ends included. */
export const replayBody = z.union([
  z.strictObject({ event_id: z.string().min(1).max(100).meta(ownId) }),
  z.strictObject({ from: sequence, to: sequence }),
]);

export const replayAnswer = z.object({ replayed: z.int().describe('how many events are sent again') });

export const pingAnswer = z.object({
  delivered: z.boolean(),
  status_code: z.int().nullable(),
  error: z.string().nullable(),
  duration_ms: z.int(),
  response_excerpt: z.string().nullable(),
  at: instantText,
});

const pingFields = toWire(pingAnswer);

/** The result of a ping, and when it was sent by the machine's clock. */
export const pingWire = ({ at, ...sent }: Sent & { readonly at: number }) =>
  pingFields({
    ...sent,
    at: instantAt(at),
    delivered: sent.statusCode === 200,
    durationMs: Math.round(sent.durationMs),
  });

export const replayWire = (replayed: number) => ({ replayed });

export const rangeOf = (body: z.output<typeof replayBody>): ReplayRange =>
  'event_id' in body ? { eventId: body.event_id } : body;
