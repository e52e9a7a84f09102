import { instant } from '@affinity-engine/kernel';
import { feedEventId, type FeedEvent, type FeedPage } from '@affinity-engine/webhook';
import { z } from 'zod';
import { named } from './marks.js';
import { toWire } from './names.js';
import { about, ownId, shown } from './schemas.js';

export const feedQuery = z.strictObject({
  after: z
    .string()
    .min(1)
    .max(200)
    .meta(ownId)
    .optional()
    .meta(
      about(
        'the id of the last event you have; without it the oldest events that are kept',
        '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51-1-17',
      ),
    ),
  rows: z.int().min(1).max(1000).optional().describe('how many events at most, 100 by default'),
});

const feedEvent = z
  .object({
    id: shown.text('owner, incarnation and sequence', '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51-1-17'),
    owner_id: shown.text('the partner, or insurer:ID for an insurer', '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51'),
    incarnation: shown.count(
      'counts the restores of the database: lost sequences are given out again under the next',
      1,
    ),
    sequence: shown.count('1, 2, 3, … for each owner, without gaps', 17),
    type: shown.text('what happened, as in webhooks', 'affinity.issued'),
    affinity_id: shown.id('the affinity it happened to'),
    occurred_at: shown.moment('when it happened'),
  })
  .meta(named('FeedEvent', 'An event by its identifiers'));

export const feedAnswer = z
  .object({
    items: z.array(feedEvent).describe('in sequence; go on with after = the id of the last one'),
    incarnation: shown.count('of new events', 1),
    first_kept_sequence: shown.count('of the oldest event that is kept', 1),
    last_sequence: shown.count('of the newest event there is', 17),
  })
  .meta(named('EventFeed', 'A part of the events of an owner'));

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
