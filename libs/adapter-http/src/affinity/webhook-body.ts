import type { AttachmentType } from '@affinity-engine/affinity';
import type { WaitingEvent } from '@affinity-engine/webhook';
import type { Links } from '../edge/links.js';
import { attachmentNumbers } from './numbers.js';

const attachments = ',"attachments":[';

/** Longer than the attachments at the end of a snapshot are. */
const longestEnd = 64;

/** What follows in a snapshot. No quotation mark does, so it is neither part of a text nor of an inner object. */
const restOfAttachments = /^([\d,]*)\]\}$/;

/**
 * A webhook's body as it is sent: the snapshot with fresh links, and beside it which event it is. A snapshot is a long
 * text, sent as it was written: only its end is replaced.
 */
export const composeBody =
  (links: Links) =>
  (event: WaitingEvent): string => {
    // Only the end is looked at: a snapshot is a long text.
    const tail = event.body.slice(-longestEnd);
    const inTail = tail.lastIndexOf(attachments);
    const end = inTail === -1 ? null : restOfAttachments.exec(tail.slice(inTail + attachments.length));
    if (end === null) {
      const snapshot = JSON.parse(event.body) as { readonly attachments?: readonly number[] };
      return JSON.stringify({ ...snapshot, ...membersAtSending(event, snapshot.attachments, links) });
    }
    const numbers = end[1] === '' ? [] : (end[1] ?? '').split(',').map(Number);
    return `${event.body.slice(0, inTail - tail.length)},${JSON.stringify(membersAtSending(event, numbers, links)).slice(1)}`;
  };

const membersAtSending = (event: WaitingEvent, numbers: readonly number[] | undefined, links: Links) => ({
  ...(numbers === undefined ? {} : { attachments: linked(event.subject, numbers, links) }),
  ...(event.type === 'insurer.risk-submitted' ? { callback_url: links.to(event.subject, 'insurer-answer') } : {}),
  event: {
    id: event.id,
    type: event.type,
    sequence: event.sequence,
    occurred_at: event.occurredAt,
  },
});

const types = Object.keys(attachmentNumbers) as readonly AttachmentType[];

const linked = (affinityId: string, numbers: readonly number[], links: Links) =>
  types
    .filter((type) => numbers.includes(attachmentNumbers[type]))
    .map((type) => ({ type: attachmentNumbers[type], url: links.to(affinityId, type) }));
