import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientFor,
  eventually,
  startEngine,
  startProcess,
  startReceiver,
  type Engine,
  type Process,
  type Receiver,
} from '@affinity-engine/test-harness';
import { contract, done } from './fixtures/partner-day.js';
import { bodyOf } from './fixtures/webhooks.js';

let engine: Engine;
let receiver: Receiver;

beforeAll(async () => {
  engine = await startEngine({ env: { DISPATCHER: 'off' } });
  receiver = await startReceiver();
  const path = `/ops/v1/webhook-endpoints/${engine.credentials.partner.webhookEndpointId}`;
  done(await clientFor(engine, 'admin').patch(path, { url: receiver.url() }));
});

const dispatcher = (): Process =>
  startProcess({
    app: 'webhook-dispatcher',
    env: { DATA_DIR: engine.dataDir, PUBLIC_URL: engine.baseUrl, WEBHOOK_TIMEOUT_SECONDS: '0.5' },
  });

const arrived = (id: string) =>
  eventually(() => {
    const found = receiver
      .received()
      .map(bodyOf)
      .find((body) => body.id === id);
    if (found === undefined) throw new Error(`${id} has not arrived`);
    return found;
  });

describe('a dispatcher of its own', () => {
  it('delivers what the API commits, with links that open, also after another dispatcher was killed', async () => {
    const partner = clientFor(engine, 'partner');
    const first = await contract(partner);
    const one = dispatcher();
    const body = await arrived(first.id);
    expect((await fetch(body.attachments[0]?.url ?? '')).status).toBe(200);
    one.signal('SIGKILL');
    await one.ended;

    const second = await contract(partner);
    const other = dispatcher();
    expect((await arrived(second.id)).event.sequence).toBe(2);
    other.signal('SIGTERM');
    expect(await other.ended).toEqual({ code: 0, signal: null });
    expect(receiver.received().map((each) => bodyOf(each).event.sequence)).toEqual([1, 2]);
  });
});
