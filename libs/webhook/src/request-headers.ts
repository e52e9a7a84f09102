import type { WaitingEvent } from './endpoint.js';

/**
 * The headers of a webhook but for its signature, each name followed by its value.
 * @param timestamp of the attempt, in whole seconds since 1970
 */
export function requestHeaders(
  { id, sequence }: Pick<WaitingEvent, 'id' | 'sequence'>,
  timestamp: number,
  replay: boolean,
): string[] {
  const headers = [
    'content-type',
    'application/json; charset=utf-8',
    'user-agent',
    'affinity-engine-webhooks/1',
    'accept-encoding',
    'identity',
    'webhook-id',
    id,
    'webhook-timestamp',
    String(timestamp),
    'webhook-sequence',
    String(sequence),
  ];
  if (replay) headers.push('webhook-replay', 'true');
  return headers;
}
