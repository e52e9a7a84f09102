import { setTimeout as pause } from 'node:timers/promises';
import { clientFor, eventually, startEngine, type Engine } from '@affinity-engine/test-harness';
import { creatorFor } from './creations.js';
import { arrivalProblems, startFaultyReceiver, type Conduct, type FaultyReceiver } from './faulty-receiver.js';
import { oneOf, seeded } from './random.js';

export type DeliveryScenario = {
  readonly endpoints: number;
  readonly events: number;
  /** Events committed per second. */
  readonly perSecond: number;
  readonly seed: number;
  /**
   * Endpoints of another partner that never answer: half of them are silent, half have a name that does not resolve.
   */
  readonly dead?: number;
  readonly built?: boolean;
};

export type DeliveryOutcome = {
  /** Violations of the promise; empty is good. */
  readonly problems: readonly string[];
  readonly deliveries: number;
  readonly attempts: number;
  /** p95 of arrival − commit at endpoints that never fail, in milliseconds. */
  readonly healthyP95: number;
};

const trouble: readonly Conduct[] = ['500', '204', '302', 'timeout', 'drop'];

/**
 * Delivers the same events to many endpoints of one partner. With `failing`, a third of them fail at random for a
 * third of their requests.
 */
export async function proveDelivery(scenario: DeliveryScenario, failing: boolean): Promise<DeliveryOutcome> {
  const random = seeded(scenario.seed);
  const receiver = await startFaultyReceiver();
  const engine = await startEngine({
    built: scenario.built ?? false,
    env: {
      WEBHOOK_TIMEOUT_SECONDS: scenario.dead === undefined ? '0.5' : '2',
      WEBHOOK_BACKOFF_SECONDS: scenario.dead === undefined ? '0.05,0.1,0.2' : '1,5',
      LOG_LEVEL: 'warn',
    },
  });
  try {
    const paths = Array.from({ length: scenario.endpoints }, (_, index) => `/endpoint-${index}`);
    const troubled = new Set(failing ? paths.filter((_, index) => index % 3 === 0) : []);
    await openEndpoints(engine, receiver, paths, (path) =>
      troubled.has(path) && random() < 1 / 3 ? oneOf(trouble, random) : '200',
    );
    await openDeadEndpoints(engine, receiver, scenario.dead ?? 0);
    await createSteadily(engine, scenario);
    await eventually(() => everyPathDone(receiver, paths, scenario.events), { deadline: 240_000, every: 100 });
    const arrivals = paths.map((path) => receiver.arrivals(path));
    const healthy = paths.filter((path) => !troubled.has(path)).flatMap((path) => receiver.arrivals(path));
    return {
      problems: paths.flatMap((path, index) =>
        arrivalProblems(arrivals[index] ?? [], scenario.events).map((problem) => `${path}: ${problem}`),
      ),
      deliveries: arrivals.flat().filter(({ conduct }) => conduct === '200').length,
      attempts: arrivals.flat().length,
      healthyP95: p95(healthy.map(({ at, occurredAt }) => at - occurredAt)),
    };
  } finally {
    await engine.kill();
    await receiver.close();
  }
}

/** Endpoints of the demo partner at the paths of a receiver. */
export async function openEndpoints(
  engine: Engine,
  receiver: FaultyReceiver,
  paths: readonly string[],
  conduct: (path: string) => Conduct,
): Promise<void> {
  const admin = clientFor(engine, 'admin');
  for (const path of paths) {
    const { body } = await admin.post<{ readonly secret: string }>('/ops/v1/webhook-endpoints', {
      partner_id: engine.credentials.partner.id,
      url: receiver.url(path),
    });
    receiver.set(path, () => conduct(path), body.secret);
  }
}

async function openDeadEndpoints(engine: Engine, receiver: FaultyReceiver, count: number): Promise<void> {
  const admin = clientFor(engine, 'admin');
  for (let index = 0; index < count; index += 1) {
    const silent = index % 2 === 0;
    const url = silent ? receiver.url(`/silent-${index}`) : `http://dead-${index}.invalid/`;
    const input = { partner_id: engine.credentials.otherPartner.id, url };
    const { body } = await admin.post<{ readonly secret: string }>('/ops/v1/webhook-endpoints', input);
    if (silent) receiver.set(`/silent-${index}`, () => 'timeout', body.secret);
  }
  if (count === 0) return;
  const creator = await creatorFor(engine, 'otherPartner');
  for (let events = 0; events < 5; events += 1) await creator.create();
  await creator.close();
}

/** Commits events at an even pace, independent of how long the engine takes. */
export async function createSteadily(
  engine: Engine,
  { events, perSecond }: Pick<DeliveryScenario, 'events' | 'perSecond'>,
): Promise<void> {
  const creator = await creatorFor(engine);
  const began = performance.now();
  const created: Promise<string | null>[] = [];
  for (let index = 0; index < events; index += 1) {
    const due = began + (index * 1000) / perSecond;
    if (due > performance.now()) await pause(due - performance.now());
    created.push(creator.create());
  }
  const ids = await Promise.all(created);
  await creator.close();
  if (ids.includes(null)) throw new Error('a creation was not acknowledged');
}

function everyPathDone(receiver: FaultyReceiver, paths: readonly string[], events: number): void {
  for (const path of paths) {
    const done = receiver.arrivals(path).some(({ sequence, conduct }) => sequence === events && conduct === '200');
    if (!done) throw new Error(`${path} has not got every event`);
  }
}

export const p95 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
