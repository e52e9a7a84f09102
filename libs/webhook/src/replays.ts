import type { Actor, Once } from '@affinity-engine/kernel';
import type { EndpointId } from './endpoint.js';
import { endpointOf, sequenceNamed } from './endpoints.js';
import { webhookError } from './errors.js';
import { mostReplays, type WebhookWork } from './ports.js';

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
      await endpointOf(endpoints, id, ownerId);
      const { from, to } = sequencesOf(id, range);
      const { cursor, firstKeptSequence, replays } = await endpoints.progress(id);
      if (replays >= mostReplays) throw webhookError('REPLAYS-TOO-MANY', { replays });
      if (from < firstKeptSequence || from > to || to > cursor)
        throw webhookError('REPLAY-RANGE-INVALID', { from, to, firstKept: firstKeptSequence, delivered: cursor });
      endpoints.replay(id, from, to);
      audit.append({ actor: by, action: 'webhook-endpoint.replayed', subject: id, details: { from, to } });
      return to - from + 1;
    }, once);

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
