import {
  clientFor,
  eventually,
  startDispatcher,
  startEngine,
  startReceiver,
  temporaryFolder,
  type Engine,
  type Process,
  type Receiver,
} from '@affinity-engine/test-harness';
import { startNats, temporaryDatabase, type NatsServer } from '@affinity-engine/test-servers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractOne } from './contract-one.js';

/**
 * Without wake-ups an event waits for the sweep: 0 to 500 ms. That most of fifteen then take less than 100 ms is a matter
 * of 4 in 1,000.
 */
const [events, quickMs] = [15, 100];
const secret = 'the secret that all processes of one engine have';

type Rig = {
  readonly engine: Engine;
  readonly dispatcher: Process;
  readonly receiver: Receiver;
  readonly setUrl: (url: string | null) => Promise<void>;
};

/** An API that delivers nothing and a dispatcher, two processes. */
async function started(env: Readonly<Record<string, string>>, dispatcherFolder?: string): Promise<Rig> {
  const common = { SANDBOX_CLOCK: '2030-01-15T12:00:00Z', ENGINE_SECRET: secret, ...env };
  const engine = await startEngine({ env: { ...common, DISPATCHER: 'off' }, dataDir: temporaryFolder() });
  const receiver = await startReceiver();
  const path = `/ops/v1/webhook-endpoints/${engine.credentials.partner.webhookEndpointId}`;
  const admin = clientFor(engine, 'admin');
  const setUrl = async (url: string | null) => expect((await admin.patch(path, { url })).status).toBe(200);
  await setUrl(receiver.url());
  const own = { ...common, DATA_DIR: dispatcherFolder ?? engine.dataDir, PUBLIC_URL: engine.baseUrl };
  return { engine, dispatcher: await startDispatcher(own), receiver, setUrl };
}

const arrivalOf = ({ receiver, dispatcher }: Rig, id: string): Promise<number> =>
  eventually(
    () => {
      const found = receiver.received().find(({ body }) => body.includes(id));
      if (found === undefined)
        throw new Error(`${id} has not arrived; ${receiver.received().length} have: ${dispatcher.stderr()}`);
      return found.at;
    },
    { every: 5 },
  );

/** Milliseconds from an answer of the API to the arrival at the receiver, one event after the other; sorted. */
async function latencies(
  rig: Rig,
  act: () => Promise<string> = () => contractOne(rig.engine),
): Promise<readonly number[]> {
  const found: number[] = [];
  for (let count = 0; count < events; count += 1) {
    const id = await act();
    const answered = Date.now();
    found.push(Math.max(0, (await arrivalOf(rig, id)) - answered));
  }
  return found.sort((one, other) => one - other);
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? NaN;

/** A change of the endpoint makes an event due. */
async function letWait({ setUrl, receiver, engine }: Rig): Promise<string> {
  await setUrl(null);
  const id = await contractOne(engine);
  await setUrl(receiver.url());
  return id;
}

async function end({ engine, dispatcher, receiver }: Rig): Promise<void> {
  dispatcher.signal('SIGTERM');
  expect(await dispatcher.ended).toEqual({ code: 0, signal: null });
  expect(await engine.stop()).toMatchObject({ code: 0 });
  await receiver.close();
}

describe('an API and a dispatcher on one SQLite file, with NATS', () => {
  let nats: NatsServer;
  let rig: Rig;
  beforeAll(async () => {
    nats = await startNats({ jetStream: false, config: 'authorization { user: engine, password: "p@ss" }' });
    rig = await started({ NATS_URL: nats.url.replace('//', '//engine:p%40ss@') });
  }, 60_000);
  afterAll(() => nats.remove());

  it('deliver an event at once', async () => {
    expect(median(await latencies(rig))).toBeLessThan(quickMs);
  }, 60_000);

  it('deliver at once what a change of an endpoint makes due', async () => {
    expect(median(await latencies(rig, () => letWait(rig)))).toBeLessThan(quickMs);
  }, 60_000);

  it('need no NATS: without it events arrive by the sweep, the API is ready, and with it they are quick again', async () => {
    await nats.kill();
    for (const id of [await contractOne(rig.engine), await contractOne(rig.engine)]) await arrivalOf(rig, id);
    expect((await clientFor(rig.engine, null).get('/health/ready')).status).toBe(200);
    await eventually(() => expect(rig.engine.stderr()).toContain('NATS cannot be reached for wake-ups'));
    await nats.restart();
    await eventually(() => {
      for (const { stderr } of [rig.engine, rig.dispatcher]) expect(stderr()).toContain('NATS carries wake-ups again');
    });
    expect(median(await latencies(rig))).toBeLessThan(quickMs);
    expect(rig.engine.stderr() + rig.dispatcher.stderr()).not.toContain('p@ss');
  }, 60_000);

  it('end in order', async () => {
    await end(rig);
  }, 30_000);

  it('start without NATS too', async () => {
    await nats.stop();
    rig = await started({ NATS_URL: nats.url });
    await arrivalOf(rig, await contractOne(rig.engine));
    await end(rig);
  }, 60_000);
});

describe('an API and a dispatcher on one PostgreSQL database', () => {
  it('wake each other through NOTIFY', async () => {
    const database = await temporaryDatabase();
    const rig = await started({ DATABASE_URL: database.url }, temporaryFolder());
    expect(median(await latencies(rig))).toBeLessThan(quickMs);
    expect(median(await latencies(rig, () => letWait(rig)))).toBeLessThan(quickMs);
    await end(rig);
    await database.drop();
  }, 90_000);
});
