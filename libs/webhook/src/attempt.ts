import { instantAt } from '@affinity-engine/kernel';
import type { Attempt, WaitingEvent } from './endpoint.js';
import type { Claim, Sent } from './ports.js';

/** The record of an attempt. @param now machine time at which it ended */
export const attemptOf = (
  claim: Claim,
  event: WaitingEvent,
  sent: Sent,
  { replay, retryInMs }: { readonly replay: boolean; readonly retryInMs: number | null },
  now: number,
): Attempt => ({
  endpointId: claim.endpoint.id,
  sequence: event.sequence,
  at: instantAt(now - sent.durationMs),
  durationMs: sent.durationMs,
  statusCode: sent.statusCode,
  error: sent.error,
  responseExcerpt: sent.responseExcerpt,
  delivered: isDelivered(sent),
  replay,
  takeover: mayBeRepeated(claim, event.sequence, replay),
  nextAttemptAt: retryInMs === null ? null : instantAt(now + retryInMs),
});

/** Only 200 is a delivery; 201, 204 and redirects are not. */
export const isDelivered = ({ statusCode }: Sent): boolean => statusCode === 200;

/**
 * Events up to `maybeSentUpTo` may already have been sent by the dispatcher that crashed: those of a held lane, too,
 * which a later claim may be the first to serve again.
 */
const mayBeRepeated = ({ takeover, maybeSentUpTo }: Claim, sequence: number, replay: boolean): boolean =>
  takeover || (!replay && sequence <= maybeSentUpTo);
