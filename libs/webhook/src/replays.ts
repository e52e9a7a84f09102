import type { Actor, Instant, Once } from '@affinity-engine/kernel';
import type { EndpointId } from './endpoint.js';
import { endpointOf, sequenceNamed } from './endpoints.js';
import { webhookError } from './errors.js';
import { type DeliveryLists } from './delivery-lists.js';
import { mostReplays, type Endpoints, type WebhookWork } from './ports.js';

/** The events to replay: one by its identifier, or a range of sequences, both ends included. */
export type ReplayRange = { readonly eventId: string } | { readonly from: number; readonly to: number };

/**
 * Replays delivered events after the waiting ones, with their old identifiers and sequences. With `ownerId`, only for
 * an endpoint of this owner.
 * @returns how many events
 * @throws ENDPOINT-UNKNOWN, EVENT-UNKNOWN, REPLAY-RANGE-INVALID, REPLAYS-TOO-MANY
 */
export const replayEvents =
  (work: WebhookWork) =>
  (id: EndpointId, range: ReplayRange, by: Actor, once?: Once<number>, ownerId?: string): Promise<number> =>
    work.run(async ({ endpoints, audit }) => {
      const { from, to } = await replayable(endpoints, id, range, ownerId);
      endpoints.replay(id, from, to);
      audit.append({ actor: by, action: 'webhook-endpoint.replayed', subject: id, details: { from, to } });
      return to - from + 1;
    }, once);

/** What {@link replayEvents} would send; nothing is. @throws the same */
export const previewReplay =
  (work: WebhookWork) =>
  (id: EndpointId, range: ReplayRange, ownerId?: string): Promise<{ readonly from: number; readonly to: number }> =>
    work.run(({ endpoints }) => replayable(endpoints, id, range, ownerId));

/**
 * The delivered events that happened from a moment on and before another one, as a range of sequences.
 * @throws ENDPOINT-UNKNOWN; EVENT-UNKNOWN if there is none
 */
export const rangeByTime =
  (work: WebhookWork, lists: Pick<DeliveryLists, 'sequenceFrom'>) =>
  async (id: EndpointId, { from, to }: TimeSpan, ownerId?: string): Promise<ReplayRange> => {
    const { cursor, firstKeptSequence } = await work.run(async ({ endpoints }) => {
      await endpointOf(endpoints, id, ownerId);
      return endpoints.progress(id);
    });
    const [first, behind] = [await lists.sequenceFrom(id, from), await lists.sequenceFrom(id, to)];
    const range = { from: Math.max(first, firstKeptSequence), to: Math.min(behind - 1, cursor) };
    if (range.from > range.to) throw webhookError('EVENT-UNKNOWN', { from, to });
    return range;
  };

/** From a moment on, before another one. */
export type TimeSpan = { readonly from: Instant; readonly to: Instant };

async function replayable(endpoints: Endpoints, id: EndpointId, range: ReplayRange, ownerId: string | undefined) {
  await endpointOf(endpoints, id, ownerId);
  const { from, to } = sequencesOf(id, range);
  const { cursor, firstKeptSequence, replays } = await endpoints.progress(id);
  if (replays >= mostReplays) throw webhookError('REPLAYS-TOO-MANY', { replays });
  if (from < firstKeptSequence || from > to || to > cursor)
    throw webhookError('REPLAY-RANGE-INVALID', { from, to, firstKept: firstKeptSequence, delivered: cursor });
  return { from, to };
}

/** Drops the rest of all replays. @returns how many ranges @throws ENDPOINT-UNKNOWN */
export const callOffReplays =
  (work: WebhookWork) =>
  (id: EndpointId, by: Actor): Promise<number> =>
    work.run(async ({ endpoints, audit }) => {
      await endpointOf(endpoints, id);
      const { replays } = await endpoints.progress(id);
      if (replays === 0) return 0;
      endpoints.callOffReplays(id);
      audit.append({ actor: by, action: 'webhook-endpoint.replays-called-off', subject: id, details: { replays } });
      return replays;
    });

function sequencesOf(id: EndpointId, range: ReplayRange): { readonly from: number; readonly to: number } {
  if (!('eventId' in range)) return range;
  const sequence = sequenceNamed(id, range.eventId);
  return { from: sequence, to: sequence };
}
