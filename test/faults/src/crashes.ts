import { setTimeout as pause } from 'node:timers/promises';
import { clientFor, eventually, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { creatorFor } from './creations.js';
import { startFaultyReceiver, type Arrival, type Conduct } from './faulty-receiver.js';
import { oneOf, seeded } from './random.js';

export type CrashScenario = {
  readonly kills: number;
  readonly callers: number;
  readonly seed: number;
  readonly built?: boolean;
  /** Called after each kill. */
  readonly progress?: (text: string) => void;
  /** Where to keep the data for inspection afterwards. */
  readonly dataDir?: string;
};

export type CrashOutcome = {
  readonly problems: readonly string[];
  readonly acknowledged: number;
  readonly stored: number;
  readonly delivered: number;
  readonly duplicates: number;
};

type Listed = {
  readonly total: number;
  readonly items: readonly { readonly id: string; readonly status: number }[];
  readonly cursor: string | null;
};
type Deliveries = {
  readonly items: readonly {
    readonly sequence: number;
    readonly subject: string;
    readonly status: string;
    readonly attempts: readonly { readonly takeover: boolean; readonly error: string | null }[];
  }[];
  readonly cursor: string | null;
};

/**
 * Kills the engine with SIGKILL at random moments under load and starts it again on the same data each time. At the end
 * compares what was acknowledged with what is stored and what arrived.
 */
export async function crashUnderLoad(scenario: CrashScenario): Promise<CrashOutcome> {
  const random = seeded(scenario.seed);
  const receiver = await startFaultyReceiver();
  const engine = await startEngine({
    built: scenario.built ?? false,
    ...(scenario.dataDir === undefined ? {} : { dataDir: scenario.dataDir }),
    env: { WEBHOOK_TIMEOUT_SECONDS: '1', WEBHOOK_BACKOFF_SECONDS: '0.05,0.1', LOG_LEVEL: 'warn' },
  });
  try {
    const { webhookEndpointId, webhookSecret } = engine.credentials.partner;
    receiver.set('/', () => (random() < 0.1 ? oneOf<Conduct>(['500', 'drop'], random) : '200'), webhookSecret);
    const url = receiver.url('/');
    await clientFor(engine, 'admin').patch(`/ops/v1/webhook-endpoints/${webhookEndpointId}`, { url });
    const acknowledged: string[] = [];
    for (let kill = 1; kill <= scenario.kills; kill += 1) {
      acknowledged.push(...(await loadUntilKilled(engine, scenario.callers, 100 + random() * 900)));
      await engine.restart();
      scenario.progress?.(`kill ${kill} of ${scenario.kills}: ${acknowledged.length} acknowledged so far`);
    }
    return await compare(engine, acknowledged, () => receiver.arrivals('/'));
  } finally {
    await engine.kill();
    await receiver.close();
  }
}

async function loadUntilKilled(engine: Engine, callers: number, ms: number): Promise<readonly string[]> {
  const creator = await creatorFor(engine);
  const acknowledged: string[] = [];
  let killed = false;
  const calling = Array.from({ length: callers }, async () => {
    while (!killed) {
      const id = await creator.create();
      if (id !== null) acknowledged.push(id);
    }
  });
  await pause(ms);
  const gone = engine.kill();
  await gone;
  killed = true;
  await Promise.all(calling);
  await creator.close();
  return acknowledged;
}

async function compare(
  engine: Engine,
  acknowledged: readonly string[],
  arrivals: () => readonly Arrival[],
): Promise<CrashOutcome> {
  const stored = await everyAffinity(clientFor(engine, 'partner'));
  const delivered = () =>
    Math.max(
      0,
      ...arrivals()
        .filter(({ conduct }) => conduct === '200')
        .map(({ sequence }) => sequence),
    );
  await eventually(
    () => {
      if (delivered() !== stored.size) throw new Error(`${delivered()} of ${stored.size} events were delivered`);
    },
    { deadline: 600_000, every: 200 }, // many events still wait after 200 kills
  ).catch(() => undefined);
  // Arrivals are stored a moment later: the dispatcher writes several results together.
  const read = () => everyDelivery(clientFor(engine, 'admin'), engine.credentials.partner.webhookEndpointId);
  const log = await eventually(
    async () => {
      const whole = await read();
      if (whole.some(({ status }) => status === 'pending')) throw new Error('not every arrival is on record');
      return whole;
    },
    { deadline: 30_000, every: 100 },
  ).catch(read);
  const lost = acknowledged.filter((id) => stored.get(id) !== 1);
  return {
    problems: [
      ...lost.slice(0, 5).map((id) => `acknowledged ${id} is not stored as issued`),
      ...orderProblems(arrivals(), stored.size),
      ...logProblems(log, arrivals(), stored),
    ],
    acknowledged: acknowledged.length,
    stored: stored.size,
    delivered: delivered(),
    duplicates: arrivals().filter(({ conduct }) => conduct === '200').length - delivered(),
  };
}

/** First arrivals are in order and complete; a repeated arrival has the same id. */
function orderProblems(arrivals: readonly Arrival[], count: number): readonly string[] {
  const problems: string[] = [];
  const ids = new Map<number, string>();
  let seen = 0;
  let delivered = 0;
  for (const { sequence, id, signed, conduct } of arrivals) {
    if (!signed) problems.push(`sequence ${sequence} is not signed rightly`);
    if (sequence > seen + 1) problems.push(`sequence ${sequence} came before ${seen + 1}`);
    if (sequence > delivered + 1)
      problems.push(`sequence ${sequence} came before ${delivered + 1} was answered with 200`);
    if ((ids.get(sequence) ?? id) !== id) problems.push(`sequence ${sequence} came with two ids`);
    ids.set(sequence, id);
    seen = Math.max(seen, sequence);
    if (conduct === '200') delivered = Math.max(delivered, sequence);
  }
  if (delivered !== count) problems.push(`${delivered} of ${count} events were delivered`);
  return problems.slice(0, 5);
}

/**
 * One event for each affinity, and no others. An event that arrived twice with 200 is explained by the death of a
 * dispatcher or by a broken connection.
 */
function logProblems(
  log: readonly Deliveries['items'][number][],
  arrivals: readonly Arrival[],
  stored: ReadonlyMap<string, number>,
): readonly string[] {
  const problems: string[] = [];
  const subjects = new Set(log.map(({ subject }) => subject));
  if (log.length !== stored.size || subjects.size !== stored.size) {
    problems.push(`${log.length} events of ${subjects.size} affinities for ${stored.size} stored`);
  }
  const successes = new Map<number, number>();
  for (const { sequence, conduct } of arrivals) {
    if (conduct === '200') successes.set(sequence, (successes.get(sequence) ?? 0) + 1);
  }
  for (const { sequence, attempts, status } of log) {
    if (status !== 'delivered') problems.push(`sequence ${sequence} is ${status}`);
    const repeated = (successes.get(sequence) ?? 0) > 1;
    if (repeated && !attempts.some(({ takeover, error }) => takeover || error !== null))
      problems.push(`sequence ${sequence} came twice unexplained`);
  }
  return problems.slice(0, 5);
}

async function everyAffinity(partner: Client): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: Record<string, string | number> = { rows: 100, ...(cursor === '' ? {} : { cursor }) };
    const { body } = await partner.get<Listed>('/v1/affinity', { query });
    for (const { id, status } of body.items) found.set(id, status);
    cursor = body.cursor;
  }
  return found;
}

async function everyDelivery(admin: Client, endpointId: string): Promise<readonly Deliveries['items'][number][]> {
  const found: Deliveries['items'][number][] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: Record<string, string | number> = { rows: 100, ...(cursor === '' ? {} : { cursor }) };
    const { body } = await admin.get<Deliveries>(`/ops/v1/webhook-endpoints/${endpointId}/deliveries`, { query });
    found.push(...body.items);
    cursor = body.cursor;
  }
  return found;
}
