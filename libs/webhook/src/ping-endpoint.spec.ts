import { describe, expect, it } from '@jest/globals';
import { fixedClock, refusalOf } from '@affinity-engine/kernel/testing';
import type { Endpoint, WaitingEvent } from './endpoint.js';
import { pingEndpoint, readEndpoint } from './endpoints.js';
import type { Sent } from './ports.js';
import { aHappening, anEndpoint, memoryDeliveryQueue, virtualTime } from './testing/index.js';

const clock = fixedClock('2026-01-02T12:00:00Z');
const answered: Sent = {
  durationMs: 7,
  statusCode: 503,
  error: null,
  responseExcerpt: 'busy',
  retryAfterSeconds: null,
};

/** An endpoint, and what is sent to it. */
async function opened(changes: Partial<Endpoint> = {}) {
  const deliveries = memoryDeliveryQueue(virtualTime().clock);
  const { work } = deliveries;
  await work.run(async ({ endpoints }) => endpoints.add(anEndpoint(changes)));
  const sent: { readonly endpoint: Endpoint; readonly event: WaitingEvent; readonly replay: boolean }[] = [];
  const courier = {
    async send(endpoint: Endpoint, event: WaitingEvent, { replay }: { readonly replay: boolean }) {
      sent.push({ endpoint, event, replay });
      return answered;
    },
  };
  return { ...deliveries, sent, ping: pingEndpoint(work, courier, clock, { next: () => 'ab-cd-1' }) };
}

describe('a test request to an endpoint', () => {
  it('is sent now, with an identifier of its own and no sequence of an event', async () => {
    const { ping, sent } = await opened();
    await ping('endpoint1', 'operator');
    const event = {
      id: 'ping_abcd1',
      endpointId: 'endpoint1',
      sequence: 0,
      type: 'webhook.ping',
      subject: 'endpoint1',
      body: '{}',
      occurredAt: clock.now(),
    };
    expect(sent).toEqual([{ endpoint: anEndpoint(), event, replay: false }]);
  });

  it('gives what the receiver answered, and leaves a line in the trail', async () => {
    const { ping, audit } = await opened();
    expect(await ping('endpoint1', 'operator')).toEqual(answered);
    expect(audit()).toMatchObject([{ actor: 'operator', action: 'webhook-endpoint.pinged', subject: 'endpoint1' }]);
  });

  it('changes nothing of what waits', async () => {
    const { ping, append, work } = await opened({ paused: true });
    append(aHappening(), aHappening());
    const before = await readEndpoint(work)('endpoint1');
    await ping('endpoint1', 'operator');
    expect(await readEndpoint(work)('endpoint1')).toEqual(before);
  });

  it.each([
    ['without a url', { url: null }, 'endpoint1', 'ENDPOINT-WITHOUT-URL'],
    ['that there is not', {}, 'nobody', 'ENDPOINT-UNKNOWN'],
  ])('is refused, and not sent, for an endpoint %s', async (_, changes, id, code) => {
    const { ping, sent, audit } = await opened(changes);
    await expect(ping(id, 'operator')).rejects.toMatchObject({ code, properties: { id } });
    expect([sent, audit()]).toEqual([[], []]);
  });
});

describe('reading an endpoint', () => {
  it('shows how it is configured and how far delivery has come', async () => {
    const { append, work } = await opened({ paused: true });
    append(aHappening(), aHappening());
    const { progress, ...configured } = await readEndpoint(work)('endpoint1', 'owner-1');
    expect(configured).toEqual(anEndpoint({ paused: true }));
    expect(progress).toMatchObject({ lastSequence: 2, cursor: 0, waiting: 2 });
  });

  it('is refused for another owner', async () => {
    const { work } = await opened();
    expect(await refusalOf(readEndpoint(work)('endpoint1', 'owner-2'))).toBe('ENDPOINT-UNKNOWN');
  });
});
