import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { feedProblems, storedProblems, unexplained, until } from './cluster-checks.js';
import { startCluster, type Cluster } from './cluster-processes.js';
import { startCountingReceiver, type CountingReceiver } from './counting-receiver.js';
import type { Conduct } from './faulty-receiver.js';
import { httpCaller, type Caller } from './http-caller.js';
import { oneOf, seeded } from './random.js';

export type ClusterScenario = {
  readonly apis: number;
  readonly dispatchers: number;
  readonly endpoints: number;
  /** Contracts of each of the two partners that have half of the endpoints: an event at each of them. */
  readonly contracts: number;
  /** How often each failure happens. */
  readonly failures: Readonly<Record<Failure, number>>;
  readonly seed: number;
  readonly built?: boolean;
  readonly progress?: (text: string) => void;
};

export type Failure =
  | 'SIGKILL of a process'
  | 'a dispatcher suspended for longer than its lease'
  | 'SIGKILL of NATS'
  | 'NATS wiped'
  | 'an immediate restart of PostgreSQL'
  | 'a connection ended between two statements';

export type ClusterOutcome = {
  readonly problems: readonly string[];
  readonly acknowledged: number;
  readonly deliveries: number;
  readonly arrivals: number;
  readonly duplicates: number;
  readonly inFeed: number;
  readonly seconds: number;
};

/** A lease is twice the deadline of a webhook and two seconds. */
const [timeoutSeconds, suspendedMs] = [1, 5_000];
const trouble: readonly Conduct[] = ['500', '500', '204', '302', 'drop', 'drop', 'timeout'];

/**
 * Contracts and delivers on a cluster while everything in it fails in turn; a third of the endpoints fail now and then.
 * At the end every event has arrived in order, each duplicate is explained by the log, and the feed has every event once.
 */
export async function clusterUnderFailures(scenario: ClusterScenario): Promise<ClusterOutcome> {
  const { endpoints, contracts, progress = () => undefined } = scenario;
  const random = seeded(scenario.seed);
  const began = performance.now();
  const receiver = await startCountingReceiver();
  const cluster = await startCluster({
    ...scenario,
    env: { WEBHOOK_TIMEOUT_SECONDS: String(timeoutSeconds), WEBHOOK_BACKOFF_SECONDS: '0.1,0.3,1' },
  });
  const { partner, otherPartner, admin } = cluster.credentials;
  const callers = await Promise.all([partner, otherPartner, admin].map((each) => httpCaller(cluster.baseUrl, each)));
  try {
    const [one, other, asAdmin] = callers.map(({ call }) => repeating(call)) as [Caller, Caller, Caller];
    const ids = await openEndpoints(asAdmin, receiver, scenario, [partner.id, otherPartner.id], random);
    progress(`${endpoints} endpoints are open`);

    const failures = shuffled(
      Object.entries(scenario.failures).flatMap(([failure, times]) =>
        new Array<Failure>(times).fill(failure as Failure),
      ),
      random,
    );
    const acknowledged: string[] = [];
    const share = (at: number) =>
      Math.round((contracts * (at + 1)) / (failures.length + 1)) - Math.round((contracts * at) / (failures.length + 1));
    for (let at = 0; at <= failures.length; at += 1) {
      const failure = failures[at];
      const selling = Promise.all(
        [one, other].map(async (call) => acknowledged.push(...(await contractMany(call, share(at))))),
      );
      if (failure !== undefined) {
        await pause(random() * 300);
        await happens[failure](cluster, random);
      }
      await selling;
      await caughtUp(receiver, (acknowledged.length * endpoints) / 2);
      progress(`${at + 1} of ${failures.length + 1}: ${failure ?? 'the rest'}; ${receiver.delivered()} delivered`);
    }
    const total = acknowledged.length * (endpoints / 2);
    await until(() => receiver.delivered() >= total, 600_000);
    const feed = await feedProblems(cluster, acknowledged.length);
    const duplicates = [...receiver.endpoints.values()].reduce((sum, { repeated }) => sum + repeated.size, 0);
    return {
      problems: [
        ...(receiver.delivered() === total ? [] : [`${receiver.delivered()} of ${total} deliveries`]),
        ...[...receiver.endpoints]
          .flatMap(([path, { problems }]) => problems.slice(0, 3).map((each) => `${path}: ${each}`))
          .slice(0, 20),
        ...(await storedProblems(cluster, acknowledged)),
        ...(await unexplained(cluster, receiver, ids)),
        ...feed.problems,
      ],
      acknowledged: acknowledged.length,
      deliveries: receiver.delivered(),
      arrivals: receiver.arrivals(),
      duplicates,
      inFeed: feed.events,
      seconds: Math.round((performance.now() - began) / 1_000),
    };
  } finally {
    for (const { close } of callers) await close().catch(() => undefined);
    await cluster.close();
    await receiver.close();
  }
}

const happens: Readonly<Record<Failure, (cluster: Cluster, random: () => number) => Promise<void>>> = {
  'SIGKILL of a process': async ({ members }, random) => oneOf(members, random).killed(),
  'a dispatcher suspended for longer than its lease': async ({ members }, random) =>
    oneOf(
      members.filter(({ name }) => name.startsWith('dispatcher')),
      random,
    ).suspended(suspendedMs, pause),
  'SIGKILL of NATS': async ({ nats }) => {
    await nats.kill();
    await pause(500);
    await nats.restart();
  },
  'NATS wiped': ({ nats }) => nats.wipe(),
  'an immediate restart of PostgreSQL': async ({ postgres }) => {
    await postgres.kill();
    await postgres.restart();
  },
  'a connection ended between two statements': async ({ postgres, database }) => {
    const ended = async () => {
      const rows = await postgres.execute(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = '${database}' and state = 'idle in transaction' and pid <> pg_backend_pid() limit 1`,
      );
      return rows.length > 0;
    };
    await until(ended, 20_000, 1);
  },
};

/** Repeats a call that was not answered, or not now, under one key: what was asked for happens once. */
const repeating =
  (call: Caller): Caller =>
  async (method, path, body, headers = {}) => {
    const key = { 'idempotency-key': randomUUID(), ...headers };
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await call(method, path, body, key);
        if (answer.status < 500) return answer;
        if (attempt > 300) throw new Error(`${method} ${path} was answered with ${answer.status} for too long`);
      } catch (failure) {
        if (attempt > 300) throw failure;
      }
      await pause(200);
    }
  };

async function openEndpoints(
  admin: Caller,
  receiver: CountingReceiver,
  { endpoints }: ClusterScenario,
  partners: readonly string[],
  random: () => number,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const open = async (at: number) => {
    const path = `/${at}`;
    const input = { partner_id: partners[at % 2], url: receiver.url(path) };
    const { status, body } = await admin('POST', '/ops/v1/webhook-endpoints', input);
    if (status !== 201) throw new Error(`an endpoint was answered with ${status}`);
    const flaps = at % 3 === 0;
    receiver.listen(path, String(body['secret']), () => (flaps && random() < 0.05 ? oneOf(trouble, random) : '200'));
    ids.set(path, String(body['id']));
  };
  for (let at = 0; at < endpoints; at += 20) {
    await Promise.all(Array.from({ length: Math.min(20, endpoints - at) }, (_, step) => open(at + step)));
  }
  return ids;
}

async function contractMany(call: Caller, count: number): Promise<readonly string[]> {
  const made: string[] = [];
  let left = count;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      const request = await call('POST', '/v1/affinity/request', { product_id: 'personal-life' });
      const { status, body } = await call('POST', '/v1/affinity', {
        affinity_request_id: request.body['id'],
        plan_id: 'essential',
        lifetime_start: '2027-01-01',
        lifetime_end: '2027-12-31',
        affinity_holder: { first_name: 'Ana', last_name: 'Souza', cpf: '52998224725', birth_date: '1988-04-12' },
      });
      if (status !== 200) throw new Error(`a contract was answered with ${status}: ${JSON.stringify(body)}`);
      made.push(String(body['id']));
    }
  };
  await Promise.all([one(), one()]);
  return made;
}

/** Not all that was contracted may wait for the end: failures happen while much is under way. */
const caughtUp = (receiver: CountingReceiver, total: number) => until(() => receiver.delivered() > total * 0.8, 60_000);

function shuffled<Of>(items: readonly Of[], random: () => number): readonly Of[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
