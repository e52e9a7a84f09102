import { setTimeout as pause } from 'node:timers/promises';
import { clientFor, eventually, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { startPostgres } from '@affinity-engine/test-servers';
import { progress, type Row } from '@affinity-engine/tool-bench/report';
import { deliveriesIn, must, none, promisesOf } from './promises.js';

/** A lease is twice the deadline of a webhook and two seconds: a process is stopped for longer, if need be. */
const [timeoutSeconds, longerThanLease] = ['0.5', 8_000];

/** So many events a dispatcher may have sent of which nothing is stored: they may come again. */
const mostAhead = 32;

/** How long a process that goes on may need for its late result. */
const lateMs = 500;

const [rounds, waiting] = [3, 120];

type Two = {
  readonly engines: readonly [Engine, Engine];
  /** Planted: claims have no lease, and none is fenced off from another one. */
  readonly endLeases: () => Promise<unknown>;
  readonly remove: () => Promise<unknown>;
};

/** A dispatcher that is stopped for longer than its lease while it delivers, and then goes on. */
export async function suspended(): Promise<readonly Row[]> {
  return [
    ...(await stoppedInTurn('SQLite', await onOneFile())),
    ...(await stoppedInTurn('PostgreSQL', await onOneServer())),
    ...(await stoppedInTurn('PostgreSQL', await onOneServer(), true)),
  ];
}

async function stoppedInTurn(
  kind: string,
  { engines, endLeases, remove }: Two,
  planted = false,
): Promise<readonly Row[]> {
  let [running, stopAt] = [engines[0], Infinity];
  let arrivals = 0;
  let [stop, goOn] = [(): void => undefined, (): void => undefined];
  const promised = await promisesOf(
    () => running,
    () => {
      arrivals += 1;
      // The other one waits, so that this request is of the running one: it is stopped before it reads the answer.
      if (arrivals === stopAt) stop();
      if (arrivals === stopAt + 1) goOn();
      return '200';
    },
  );
  const { webhookEndpointId } = engines[0].credentials.partner;
  const endpoint = `/ops/v1/webhook-endpoints/${webhookEndpointId}`;
  const cursor = watchCursor(() => running, endpoint);
  try {
    if (planted) await endLeases();
    progress(`${kind}: two dispatchers are stopped in turn${planted ? ', without leases and fences' : ''}`);
    for (let round = 0; round < (planted ? 1 : rounds); round += 1) {
      const [first, second] = round % 2 === 0 ? engines : [engines[1], engines[0]];
      running = first;
      const admin = clientFor(first, 'admin');
      await admin.patch(endpoint, { paused: true });
      await promised.contractMany(waiting);
      process.kill(second.pid, 'SIGSTOP');
      stopAt = arrivals + waiting / 4;
      stop = () => {
        process.kill(first.pid, 'SIGSTOP');
        process.kill(second.pid, 'SIGCONT');
        running = second;
      };
      // The other one has taken over, and has much to deliver: a late result comes in between.
      goOn = () => void process.kill(first.pid, 'SIGCONT');
      await admin.patch(endpoint, { paused: false });
      // Stopped in the middle of a commit it locks a file of SQLite: then the other one waits, too.
      await eventually(() => cursor.isAt(promised.acknowledged.length), { deadline: longerThanLease }).catch(
        () => undefined,
      );
      for (const { pid } of engines) process.kill(pid, 'SIGCONT');
      await eventually(() => cursor.isAt(promised.acknowledged.length), { deadline: 30_000 });
      await pause(lateMs);
    }
    const again = promised.repeated();
    const stops = planted ? 1 : rounds;
    const tooOften = again > stops * mostAhead ? [`${again} events came again after ${stops} stops`] : [];
    const broken = [...(await promised.broken()), ...(await cursor.wentBack()), ...tooOften];
    const log = await deliveriesIn(clientFor(running, 'admin'), webhookEndpointId);
    const takeovers = log.filter(({ attempts }) => attempts.some(({ takeover }) => takeover)).length;
    if (planted) for (const each of broken.slice(0, 5)) progress(`noticed: ${each}`);
    if (planted)
      return [must(`${kind}, planted: noticed without leases and fences`, broken.length, '> 0', broken.length > 0)];
    return [
      { figure: `${kind}, stopped: creations acknowledged`, value: promised.acknowledged.length, unit: '' },
      must(`${kind}, stopped: events that the other one took over`, takeovers, '> 0', takeovers > 0),
      must(`${kind}, stopped: came again`, again, `<= ${rounds * mostAhead}`, tooOften.length === 0),
      none(`${kind}, stopped: broken promises`, broken),
    ];
  } finally {
    await cursor.wentBack().catch(() => undefined);
    for (const engine of engines) await engine.kill();
    await promised.close();
    await remove();
  }
}

/** Looks how far delivery has come, again and again: a late result must not take it back. */
function watchCursor(inCharge: () => Engine, endpoint: string) {
  let [last, watching] = [0, true];
  const back: string[] = [];
  const admins = new Map<Engine, Client>();
  const adminOf = (engine: Engine): Client => {
    const admin = admins.get(engine) ?? clientFor(engine, 'admin');
    admins.set(engine, admin);
    return admin;
  };
  const looking = (async () => {
    while (watching) {
      const { body } = await adminOf(inCharge()).get<{ readonly delivered_sequence: number }>(endpoint);
      if (body.delivered_sequence < last) back.push(`the cursor went back from ${last} to ${body.delivered_sequence}`);
      last = body.delivered_sequence;
      await pause(10);
    }
  })();
  return {
    isAt(sequence: number) {
      if (last !== sequence) throw new Error(`the cursor is at ${last}, not ${sequence}`);
    },
    async wentBack() {
      watching = false;
      await looking;
      return back;
    },
  };
}

const common = { WEBHOOK_TIMEOUT_SECONDS: timeoutSeconds, WEBHOOK_BACKOFF_SECONDS: '0.1', LOG_LEVEL: 'fatal' };

async function onOneFile(): Promise<Two> {
  const first = await startEngine({ built: true, env: common });
  const second = await startEngine({ built: true, env: common, dataDir: first.dataDir });
  return { engines: [first, second], endLeases: async () => undefined, remove: async () => undefined };
}

const noLease = `create function no_lease() returns trigger language plpgsql as
  $$ begin
    new.epoch := old.epoch;
    new.due_at := least(new.due_at, (extract(epoch from clock_timestamp()) * 1000)::bigint);
    return new;
  end $$;
  create trigger no_lease before update on endpoint_progress for each row execute function no_lease()`;

async function onOneServer(): Promise<Two> {
  const server = await startPostgres();
  const { name, url } = await server.createDatabase();
  const env = { ...common, DATABASE_URL: url, ENGINE_SECRET: 'the secret of two engines on one database' };
  const start = (): Promise<Engine> => startEngine({ built: true, env });
  return {
    engines: [await start(), await start()],
    endLeases: () => server.execute(noLease, name),
    remove: () => server.remove(),
  };
}
