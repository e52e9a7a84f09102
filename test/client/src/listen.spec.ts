import { affinityClient, verifyWebhook } from '@affinity-engine/client';
import {
  eventually,
  startEngine,
  startReceiver,
  type Engine,
  type Process,
  type Reply,
} from '@affinity-engine/test-harness';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { commandLine, type CommandLine } from './fixtures/command-line.js';
import { sellBike } from './fixtures/sales.js';

const count = 1_000;
let engine: Engine;
let shell: CommandLine;
beforeAll(async () => {
  [engine, shell] = [await startEngine(), commandLine()];
  await shell.login(engine, 'partner');
  const partner = affinityClient({ baseUrl: engine.baseUrl, ...engine.credentials.partner });
  const frames = Array.from({ length: count }, (_, at) => String(at));
  // As many at once as one engine takes well.
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (let next = frames.pop(); next !== undefined; next = frames.pop()) await sellBike(partner, next);
    }),
  );
}, 180_000);

const listening = (url: string, ...more: readonly string[]): Process =>
  shell.start('listen', '--forward-to', url, '--backoff', '0.002', ...more);
const secretOf = (listener: Process) =>
  eventually(() => {
    const [secret] = /whsec_\S+/.exec(listener.stderr()) ?? [];
    if (secret === undefined) throw new Error(`it does not listen yet: ${listener.stderr()}`);
    return secret;
  });

/** A third of the answers are no 200, in every way in which a receiver may fail; the same each time. */
function failing(): readonly Reply[] {
  const ways: readonly Reply[] = [{ status: 500 }, { status: 202 }, { status: 302 }, { drop: true }, { status: 503 }];
  let seed = 20_270_101;
  const chance = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  return Array.from({ length: 2 * count }, () => (chance() < 1 / 3 ? (ways[Math.floor(chance() * 5)] ?? {}) : {}));
}

describe('listen', () => {
  it(`forwards ${count} events in order, each until it is answered with 200, while the receiver fails at random`, async () => {
    const receiver = await startReceiver();
    const replies = failing();
    receiver.answer('/hook', replies);
    const listener = listening(receiver.url('/hook'), '--from', '1');
    const secret = await secretOf(listener);
    const accepted = () => receiver.received('/hook').filter((_, at) => isAccepted(replies[at] ?? {}));
    await eventually(
      () => {
        if (accepted().length < count) throw new Error(`${accepted().length} were accepted; ${listener.stderr()}`);
      },
      { deadline: 240_000, every: 250 },
    );
    listener.signal('SIGINT');
    expect(await listener.ended).toEqual({ code: 0, signal: null });
    expect(listener.stderr()).toContain(`go on with --from ${count + 1}`);
    const all = receiver.received('/hook');
    const sequences = all.map(({ headers }) => Number(headers['webhook-sequence']));
    expect(accepted().map(({ headers }) => Number(headers['webhook-sequence']))).toEqual(
      Array.from({ length: count }, (_, at) => at + 1),
    );
    expect(sequences).toEqual([...sequences].sort((one, other) => one - other));
    expect(all.length).toBeGreaterThan(1.3 * count);
    expect(new Set(all.map(({ inFlight }) => inFlight))).toEqual(new Set([1]));
    const read = await Promise.all(all.slice(0, 50).map(({ body, headers }) => verifyWebhook(body, headers, [secret])));
    expect(read.map(({ sequence }) => sequence)).toEqual(sequences.slice(0, 50));
    expect(listener.stdout().trim().split('\n')).toHaveLength(all.length);
  }, 300_000);

  it('begins with the next event, sends the body as the engine does, and signs with the same secret each time', async () => {
    const receiver = await startReceiver();
    const listener = listening(receiver.url('/hook'));
    const secret = await secretOf(listener);
    expect(secret).toBe(await secretOf(listening(receiver.url('/other'))));
    const partner = affinityClient({ baseUrl: engine.baseUrl, ...engine.credentials.partner });
    await eventually(() => expect(listener.stderr()).toContain(`after event ${count}`));
    const id = await sellBike(partner, 'last');
    const [received] = await eventually(() => {
      const found = receiver.received('/hook');
      if (found.length === 0) throw new Error('nothing came yet');
      return found;
    });
    const { body, sequence } = await verifyWebhook(received?.body ?? Buffer.of(), received?.headers ?? {}, [secret]);
    expect([(body as { readonly id: string }).id, sequence]).toEqual([id, count + 1]);
    const path = { endpoint_id: engine.credentials.partner.webhookEndpointId, event_id: body.event.id };
    const delivery = await partner.get('/v1/webhooks/endpoints/{endpoint_id}/deliveries/{event_id}', { path });
    expect(withoutLinks(received?.body.toString() ?? '')).toBe(withoutLinks(delivery.body));
    listener.signal('SIGTERM');
    expect((await listener.ended).code).toBe(0);
  });
});

describe('listen and tail', () => {
  it('go on where they were after the engine was away', async () => {
    const port = String((await startReceiver().then(async (free) => (await free.close(), free))).port);
    const own = await startEngine({ env: { PORT: port } });
    const [home, receiver] = [commandLine(), await startReceiver()];
    await home.login(own, 'partner');
    const listener = home.start('listen', '--forward-to', receiver.url('/hook'));
    const tail = home.start('tail');
    await secretOf(listener);
    const partner = affinityClient({ baseUrl: own.baseUrl, ...own.credentials.partner });
    const arrived = (id: string) =>
      eventually(
        () => {
          expect(receiver.received('/hook').at(-1)?.body.toString()).toContain(id);
          expect(tail.stdout()).toContain(id);
        },
        { deadline: 30_000 },
      );
    await arrived(await sellBike(partner, 'before'));
    await own.stop();
    await eventually(() => expect(listener.stderr() + tail.stderr()).toMatch(/tries again[^]*tries again/), {
      deadline: 30_000,
    });
    await own.restart();
    await arrived(await sellBike(partner, 'after'));
    expect(receiver.received('/hook')).toHaveLength(2);
  });
});

const isAccepted = ({ status = 200, drop }: Reply): boolean => status === 200 && drop !== true;
const withoutLinks = (body: string): string => body.replaceAll(/"url":"[^"]*"/g, '"url":""');
