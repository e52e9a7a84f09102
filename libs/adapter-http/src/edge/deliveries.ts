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
import type { z } from 'zod';
import { readCursor, writeCursor } from './cursor.js';
import {
  attemptAnswer,
  deliveryAnswer,
  endpointAnswer,
  pingAnswer,
  type deliveriesQuery,
  type replayBody,
} from './delivery-schemas.js';
import { toWire } from './names.js';
import { pageFound, pageOf, type Page } from './paged.js';

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

/** Endpoints in the order of their ids, of all or of one owner. */
export const endpointsOf =
  (lists: DeliveryLists, ownerId?: string) =>
  (after: string | null, limit: number): Promise<readonly EndpointWithProgress[]> =>
    lists.endpoints({ limit, ...(ownerId === undefined ? {} : { ownerId }), ...(after === null ? {} : { after }) });

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
