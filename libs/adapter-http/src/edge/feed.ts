import { instant } from '@affinity-engine/kernel';
import { feedEventId, type FeedEvent, type FeedPage } from '@affinity-engine/webhook';
import { z } from 'zod';
import { toWire } from './names.js';
import { instantText, ownId } from './schemas.js';

export const feedQuery = z.strictObject({
  after: z
    .string()
    .min(1)
    .max(200)
    .meta(ownId)
    .optional()
    .describe('the id of the last event you have; without it the oldest events that are kept'),
  rows: z.int().min(1).max(1000).optional().describe('how many events at most, 100 by default'),
});

const feedEvent = z
  .object({
    id: z.string().describe('owner, incarnation and sequence'),
    owner_id: z.string().describe('the partner, or insurer:ID for an insurer'),
    incarnation: z
      .int()
      .describe('counts the restores of the database: lost sequences are given out again under the next'),
    sequence: z.int().describe('1, 2, 3, … for each owner, without gaps'),
    type: z.string(),
    affinity_id: z.string(),
    occurred_at: instantText,
  })
  .meta({ id: 'FeedEvent' });

export const feedAnswer = z.object({
  items: z.array(feedEvent).describe('in sequence; go on with after = the id of the last one'),
  incarnation: z.int().describe('of new events'),
  first_kept_sequence: z.int().describe('of the oldest event that is kept'),
  last_sequence: z.int().describe('of the newest event there is'),
});

const eventFields = toWire(feedEvent);

/** An event of the feed by its identifiers: the same over HTTP and on the stream. */
export const feedEventWire = (event: FeedEvent) =>
  eventFields({ ...event, id: feedEventId(event), affinityId: event.subject });

const answerFields = toWire(feedAnswer);
export const feedWire = ({ events, ...state }: FeedPage) =>
  answerFields({ ...state, items: events.map(feedEventWire) });

export const feedRows = 100;

/** An event from its form on the stream. @throws Error for anything else */
export function feedEventFrom(published: unknown): FeedEvent {
  const {
    owner_id: ownerId,
    affinity_id: subject,
    occurred_at: at,
    incarnation,
    sequence,
    type,
  } = feedEvent.parse(published);
  return { ownerId, incarnation, sequence, type, subject, occurredAt: instant(at) };
}
