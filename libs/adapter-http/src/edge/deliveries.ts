import { epochMilliseconds, instantAt } from '@affinity-engine/kernel';
import { isStopped, requestHeaders } from '@affinity-engine/webhook';
import type {
  Attempt,
  ChangedEndpoint,
  Dam,
  Delivery,
  DeliveryLists,
  EndpointWithProgress,
  ReplayRange,
  Sent,
  TimeSpan,
  WaitingEvent,
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
import { inputInvalid } from './errors.js';
import { toWire } from './names.js';
import { pageFound, pageOf, type Page } from './paged.js';
import { momentOf } from './schemas.js';

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

/** A changed endpoint, after a rotation with its new signing key. */
export const changedWire = ({ newSecret, ...endpoint }: ChangedEndpoint) => ({
  ...endpointWire(endpoint),
  ...(newSecret === null ? {} : { secret: newSecret }),
});

export type WatchedEndpoint = EndpointWithProgress & { readonly dam: Dam | null };

/** An endpoint with what holds back its events. */
export const watchedWire = ({ dam, ...endpoint }: WatchedEndpoint) => ({
  ...endpointWire(endpoint),
  dam: dam === null ? null : damWire(dam),
});

const damWire = ({ eventId, sequence, type, subject, since, lastAttempt }: Dam) => ({
  ...{ event_id: eventId, sequence, type, subject, since },
  last_status_code: lastAttempt?.statusCode ?? null,
  last_error: lastAttempt?.error ?? null,
  last_attempt_at: lastAttempt?.at ?? null,
});

export const endpointsWire = pageOf(watchedWire);

/** Endpoints with what holds back their events. */
export async function watched(
  lists: DeliveryLists,
  endpoints: readonly EndpointWithProgress[],
): Promise<readonly WatchedEndpoint[]> {
  const dams = await lists.dams(endpoints.map(({ id }) => id));
  return endpoints.map((endpoint) => ({ ...endpoint, dam: dams.get(endpoint.id) ?? null }));
}

/** One of them. */
export async function watchedOne(lists: DeliveryLists, endpoint: EndpointWithProgress): Promise<WatchedEndpoint> {
  return { ...endpoint, dam: (await lists.dams([endpoint.id])).get(endpoint.id) ?? null };
}

/** Endpoints in the order of their ids, of all or of one owner. */
export const endpointsOf =
  (lists: DeliveryLists, ownerId?: string) =>
  async (after: string | null, limit: number): Promise<readonly WatchedEndpoint[]> => {
    const owner = ownerId === undefined ? {} : { ownerId };
    return watched(lists, await lists.endpoints({ limit, ...owner, ...(after === null ? {} : { after }) }));
  };

/** Of filters that have no index, so many events are looked at in one go. */
const mostLookedAt = 10_000;

/** One page of deliveries, newest first. @throws CURSOR-INVALID, INPUT-INVALID for a span that ends before it begins */
export async function deliveriesPage(
  lists: DeliveryLists,
  { id, progress }: EndpointWithProgress,
  { cursor, rows = 20, from, to, ...filters }: z.output<typeof deliveriesQuery>,
): Promise<Page<Delivery>> {
  const { status, type, subject, answer } = filters;
  const of = JSON.stringify([id, filters, from, to]);
  const span = {
    from: from === undefined ? undefined : momentOf(from),
    to: to === undefined ? undefined : momentOf(to),
  };
  if (span.from !== undefined && span.to !== undefined && span.to <= span.from) {
    throw inputInvalid([{ path: 'to', expected: `a moment after ${span.from}` }]);
  }
  const { firstKeptSequence, lastSequence } = progress;
  const bottom = span.from === undefined ? firstKeptSequence : await lists.sequenceFrom(id, span.from);
  const top =
    cursor === undefined
      ? span.to === undefined
        ? lastSequence + 1
        : await lists.sequenceFrom(id, span.to)
      : Number(readCursor(cursor, of).value);
  // A status has a range of its own, and an affinity an index.
  const isBounded = subject === undefined && (type !== undefined || answer !== undefined);
  const downTo = isBounded ? Math.max(bottom, top - mostLookedAt) : bottom;
  const found = await lists.deliveries(id, {
    ...{ status, type, subject, before: top, downTo, limit: rows + 1 },
    ...(answer === undefined ? {} : { answer: answer === 'none' ? null : Number(answer) }),
  });
  const cursorAt = (sequence: number) => writeCursor({ total: 0, value: String(sequence), id }, of);
  const page = pageFound(found, rows, ({ event }) => cursorAt(event.sequence));
  return page.cursor === null && downTo > bottom ? { items: page.items, cursor: cursorAt(downTo) } : page;
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

/** What was asked to be sent again, and what of it there is. */
export type Replayed = { readonly from: number; readonly to: number; readonly dryRun: boolean };

export const replayWire = ({ from, to, dryRun }: Replayed) => ({
  ...{ replayed: to - from + 1, from, to },
  dry_run: dryRun,
});

/** What is to be sent again: an event, a range, or a span of time. @throws INPUT-INVALID */
export function replayOf(body: z.output<typeof replayBody>): ReplayRange | TimeSpan {
  if ('event_id' in body) return { eventId: body.event_id };
  if (!('from_time' in body)) return { from: body.from, to: body.to };
  const span = { from: momentOf(body.from_time), to: momentOf(body.to_time) };
  if (span.to <= span.from) throw inputInvalid([{ path: 'to_time', expected: `a moment after ${span.from}` }]);
  return span;
}

/** An event with what is sent of it. */
export const deliveryReadWire =
  (compose: (event: WaitingEvent) => string) =>
  ({ event, status, attempts }: Delivery) => {
    const last = attempts.at(-1);
    const headers = requestHeaders(event, Math.floor(epochMilliseconds(last?.at ?? event.occurredAt) / 1_000), false);
    const pairs = headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []));
    return {
      ...deliveryWire({ event, status, attempts }),
      headers: Object.fromEntries(pairs) as Readonly<Record<string, string>>,
      body: compose(event),
    };
  };
