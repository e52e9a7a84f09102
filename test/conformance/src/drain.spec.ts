import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, sendRaw, startEngine, startReceiver } from '@affinity-engine/test-harness';
import type { Ending, Engine } from '@affinity-engine/test-harness';
import { contract, done } from './fixtures/partner-day.js';

/** The head and half of the body of a request, and the other half. */
async function halves(engine: Engine): Promise<readonly [string, string]> {
  const body = JSON.stringify({ product_id: 'personal-life' });
  const head = [
    'POST /v1/affinity/request HTTP/1.1',
    `Host: ${new URL(engine.baseUrl).host}`,
    `Authorization: Bearer ${await clientFor(engine, 'partner').token()}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  return [`${head.join('\r\n')}\r\n\r\n${body.slice(0, 10)}`, body.slice(10)];
}

/** Resolves as soon as a new request is refused. */
const refusesNewOnes = (baseUrl: string): Promise<void> =>
  eventually(async () => {
    const request = 'GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const answer = await sendRaw(baseUrl, request).catch(() => null);
    expect(answer?.status).not.toBe(200);
  });

describe('SIGTERM', () => {
  it('lets a running request finish, refuses new ones, and ends with 0', async () => {
    const engine = await startEngine();
    const [first, second] = await halves(engine);
    let ended: Promise<Ending> | undefined;
    const answer = await sendRaw(engine.baseUrl, first, {
      async then() {
        ended = engine.terminate();
        await refusesNewOnes(engine.baseUrl);
        return second;
      },
    });
    expect([answer?.status, answer?.headers['connection']]).toEqual([200, 'close']);
    expect(JSON.parse(answer?.body ?? '{}')).toMatchObject({ plans: expect.any(Array) });
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it('sent twice has the same effect as once', async () => {
    const engine = await startEngine();
    void engine.terminate();
    expect(await engine.terminate()).toEqual({ code: 0, signal: null });
  });
});

describe('SIGTERM, within ten seconds, ends with 0', () => {
  const endings: Record<string, Ending & { readonly ms: number }> = {};

  /** Both cases run at the same time: each takes seconds. */
  beforeAll(async () => {
    await Promise.all([stalledClient(), stalledReceiver()]);
  });

  async function stalledClient(): Promise<void> {
    const engine = await startEngine();
    const [first] = await halves(engine);
    const then = async () => {
      endings['client'] = await engine.stop();
      return '';
    };
    await sendRaw(engine.baseUrl, first, { deadline: 13_000, then });
    await eventually(() => expect(endings['client']).toBeDefined());
  }

  async function stalledReceiver(): Promise<void> {
    const [engine, receiver] = await Promise.all([startEngine(), startReceiver()]);
    receiver.answer('/slow', [], { delay: 20_000 });
    const path = `/ops/v1/webhook-endpoints/${engine.credentials.partner.webhookEndpointId}`;
    done(await clientFor(engine, 'admin').patch(path, { url: receiver.url('/slow') }));
    await contract(clientFor(engine, 'partner'));
    await eventually(() => expect(receiver.received('/slow')).toHaveLength(1));
    endings['receiver'] = await engine.stop();
  }

  it.each([
    ['a client never finishes its request', 'client'],
    ['a webhook is under way to somebody who does not answer', 'receiver'],
  ])('also if %s', (_, name) => {
    expect(endings[name]).toMatchObject({ code: 0, signal: null });
    expect(endings[name]?.ms).toBeLessThan(10_000);
  });
});
