import { errorsOf } from '@affinity-engine/kernel';

/** Every error of this context: code → sentence. */
export const webhookErrors = {
  'ENDPOINT-UNKNOWN': 'There is no such webhook endpoint.',
  'ENDPOINT-WITHOUT-URL': 'The webhook endpoint has no url yet.',
  'EVENT-UNKNOWN': 'The webhook endpoint has no such event.',
  'EVENTS-NOT-KEPT': 'Events after this one are no longer kept.',
  'EVENT-HOLDS-NOTHING-BACK': 'Only an event that was not delivered and holds back others can be skipped.',
  'FEED-POSITION-INVALID': 'The position must be the id of an event of this feed.',
  'NOTHING-WAITS': 'No event waits at this webhook endpoint.',
  'REPLAY-RANGE-INVALID':
    'The range to replay must lie within the events of this endpoint that were delivered and are kept.',
  'REPLAYS-TOO-MANY': 'The webhook endpoint has too many replays that are not delivered yet.',
  'URL-REFUSED': 'This url is not allowed as a webhook endpoint.',
} as const;

export type WebhookErrorCode = keyof typeof webhookErrors;

export const webhookError = errorsOf(webhookErrors);
