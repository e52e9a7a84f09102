import { describe, expect, it } from '@jest/globals';
import { instantAt } from '@affinity-engine/kernel';
import { attemptOf } from './attempt.js';
import type { Claim, Sent } from './ports.js';
import { anEndpoint } from './testing/index.js';

const claim: Claim = {
  endpoint: anEndpoint(),
  epoch: 2,
  cursor: 4,
  failures: 0,
  takeover: false,
  maybeSentUpTo: 0,
  lines: [],
};
const event = (sequence: number) => ({
  id: `evt_${sequence}`,
  endpointId: claim.endpoint.id,
  sequence,
  type: 'ping',
  subject: 'a',
  body: '{}',
  occurredAt: instantAt(0),
});
const sent: Sent = { durationMs: 10, statusCode: 200, error: null, responseExcerpt: null, retryAfterSeconds: null };

describe('an attempt', () => {
  it('is on record from its beginning, with what was answered and when the next one is due', () => {
    const failed = { ...sent, statusCode: 503, error: null, responseExcerpt: 'busy' };
    expect(attemptOf(claim, event(5), failed, { replay: false, retryInMs: 5_000 }, 1_000)).toEqual({
      endpointId: claim.endpoint.id,
      sequence: 5,
      at: instantAt(990),
      durationMs: 10,
      statusCode: 503,
      error: null,
      responseExcerpt: 'busy',
      delivered: false,
      replay: false,
      takeover: false,
      nextAttemptAt: instantAt(6_000),
    });
  });

  it.each<[string, Partial<Claim>, number, boolean, boolean]>([
    ['as a rule', {}, 5, false, false],
    ['where the dispatcher before did not release', { takeover: true }, 5, false, true],
    ['up to where one that crashed may have come', { maybeSentUpTo: 5 }, 5, false, true],
    ['beyond that', { maybeSentUpTo: 5 }, 6, false, false],
    ['behind the cursor, in a held lane', { maybeSentUpTo: 5 }, 4, false, true],
    ['as a replay, which is meant to come twice', { maybeSentUpTo: 5 }, 5, true, false],
  ])('says whether the event may have been sent before: %s', (_, given, sequence, isReplay, takeover) => {
    const how = { replay: isReplay, retryInMs: null };
    expect(attemptOf({ ...claim, ...given }, event(sequence), sent, how, 1_000)).toMatchObject({ takeover });
  });

  it.each([
    [200, true],
    [201, false],
    [204, false],
    [302, false],
    [null, false],
  ])('answered with %s: delivered is %s', (statusCode, delivered) => {
    const how = { replay: false, retryInMs: null };
    const attempt = attemptOf(claim, event(5), { ...sent, statusCode }, how, 0);
    expect(attempt).toMatchObject({ delivered, nextAttemptAt: null });
  });
});
