import { setTimeout as pause } from 'node:timers/promises';
import {
  eventually,
  startApi,
  startDispatcher,
  startProcess,
  startRoundRobin,
  temporaryFolder,
  type Process,
} from '@affinity-engine/test-harness';
import { startPostgres } from '@affinity-engine/test-servers';
import { arrivalProblems, startFaultyReceiver, type FaultyReceiver } from './faulty-receiver.js';
import { httpCaller, type Caller } from './http-caller.js';
import { contractOf, requestOf } from './race-course.js';

export type UpgradeScenario = {
  /** The folder of a checkout of the version before, with its bundles. */
  readonly before: string;
  readonly callers: number;
  /** How long each stage goes on. */
  readonly seconds: number;
  readonly progress?: (text: string) => void;
};

export type UpgradeOutcome = {
  readonly problems: readonly string[];
  readonly calls: number;
  readonly acknowledged: number;
  readonly delivered: number;
  /** How long the migration took. */
  readonly migrationMs: number;
};

const secret = 'the secret of all processes on one database';

/**
 * Upgrades an engine on PostgreSQL without a pause: the version before runs two APIs and a dispatcher under load; the
 * database is migrated; both versions run; the version before is stopped; the database is contracted. No call may fail,
 * and every event arrives in order.
 */
export async function upgradeUnderLoad(scenario: UpgradeScenario): Promise<UpgradeOutcome> {
  const { before, seconds, progress = () => undefined } = scenario;
  const server = await startPostgres();
  const { url, name } = await server.createDatabase();
  const [proxy, receiver] = [await startRoundRobin(), await startFaultyReceiver()];
  const running: Process[] = [];
  const settings = (): Record<string, string> => ({
    PORT: '0',
    DATABASE_URL: url,
    ENGINE_SECRET: secret,
    PUBLIC_URL: proxy.url,
    DISPATCHER: 'off',
    DATA_DIR: temporaryFolder(),
    LOG_LEVEL: 'warn',
  });
  const api = async (project?: string) => {
    const started = await startApi(settings(), true, project);
    running.push(started.process);
    return started;
  };
  const dispatcher = async (project?: string) => {
    const started = await startDispatcher(settings(), true, project);
    running.push(started);
    return started;
  };
  const migrate = async (...args: readonly string[]): Promise<number> => {
    const began = performance.now();
    const { ended, stderr } = startProcess({ app: 'cli', args: ['migrate', ...args], env: settings() });
    if ((await ended).code !== 0) throw new Error(`migrating failed: ${stderr()}`);
    return performance.now() - began;
  };
  const stop = async (each: Process) => {
    each.signal('SIGTERM');
    return each.ended;
  };

  try {
    const old = [await api(before), await api(before), await dispatcher(before)] as const;
    proxy.to([old[0].baseUrl, old[1].baseUrl]);
    const load = await startLoad(proxy.url, old[0].credentials, receiver, scenario.callers);
    progress('the version before runs under load');
    await pause(seconds * 1_000);
    const migrationMs = await migrate();
    progress(`migrated in ${Math.round(migrationMs)} ms`);
    await pause(seconds * 1_000);
    const now = [await api(), await api(), await dispatcher()] as const;
    proxy.to([old[0].baseUrl, now[0].baseUrl, old[1].baseUrl, now[1].baseUrl]);
    progress('both versions run');
    await pause(seconds * 1_000);
    proxy.to([now[0].baseUrl, now[1].baseUrl]);
    const ends = await Promise.all([stop(old[0].process), stop(old[1].process), stop(old[2])]);
    progress('the version before is stopped');
    await migrate('--contract');
    progress('contracted');
    await pause(seconds * 1_000);
    const { calls, acknowledged, failures } = await load.stop();
    const problems = [
      ...failures.slice(0, 10),
      ...(failures.length > 10 ? [`${failures.length} calls failed`] : []),
      ...ends.filter(({ code }) => code !== 0).map((ending) => `a process ended with ${JSON.stringify(ending)}`),
    ];
    const delivered = (): number => receiver.arrivals('/').filter(({ conduct }) => conduct === '200').length;
    await eventually(
      () => {
        if (delivered() < acknowledged) throw new Error(`${delivered()} of ${acknowledged} events arrived`);
      },
      { deadline: 60_000, every: 100 },
    ).catch((failure: Error) => problems.push(failure.message));
    const [row] = await server.execute('select count(*)::int as stored from affinity', name);
    if (row?.['stored'] !== acknowledged)
      problems.push(`${acknowledged} acknowledged, ${String(row?.['stored'])} stored`);
    problems.push(...arrivalProblems(receiver.arrivals('/'), acknowledged));
    if (delivered() !== acknowledged) problems.push(`${delivered()} arrivals of ${acknowledged} events`);
    for (const each of running) {
      const errors = each
        .stderr()
        .split('\n')
        .filter((line) => line.includes('"level":50'));
      problems.push(...errors.slice(0, 3));
    }
    return { problems, calls, acknowledged, delivered: delivered(), migrationMs };
  } finally {
    for (const each of running) each.signal('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    await receiver.close();
    await proxy.close();
    await server.remove();
  }
}

type Client = { readonly clientId: string; readonly clientSecret: string };
type Credentials = {
  readonly partner: Client & {
    readonly id: string;
    readonly webhookEndpointId: string;
    readonly webhookSecret: string;
  };
  readonly admin: Client;
};

/** Contracts, reads and lists as a partner, and changes endpoints as an operator, until it is stopped. */
async function startLoad(baseUrl: string, { partner, admin }: Credentials, receiver: FaultyReceiver, callers: number) {
  const [ofPartner, ofAdmin] = [await httpCaller(baseUrl, partner), await httpCaller(baseUrl, admin)];
  const failures: string[] = [];
  let [calls, acknowledged, stopped] = [0, 0, false];
  const expecting =
    (call: Caller): Caller =>
    async (method, path, body, headers) => {
      calls += 1;
      try {
        const answer = await call(method, path, body, headers);
        if (answer.status >= 300) failures.push(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
        return answer;
      } catch (failure) {
        failures.push(`${method} ${path}: ${String(failure)}`);
        return { status: 0, body: {} };
      }
    };
  const [asPartner, asAdmin] = [expecting(ofPartner.call), expecting(ofAdmin.call)];
  receiver.set('/', () => '200', partner.webhookSecret);
  await asAdmin('PATCH', `/ops/v1/webhook-endpoints/${partner.webhookEndpointId}`, { url: receiver.url('/') });

  const selling = Array.from({ length: callers }, async () => {
    while (!stopped) {
      const { status, body } = await contractOf(asPartner, await requestOf(asPartner));
      if (status === 200) acknowledged += 1;
      await asPartner('GET', `/v1/affinity/${String(body['id'])}`);
      await asPartner('GET', '/v1/affinity?rows=5');
      await pause(5);
    }
  });
  /** Endpoints are added and changed, by either version. */
  const operating = (async () => {
    for (let round = 0; !stopped; round += 1) {
      const added = await asAdmin('POST', '/ops/v1/webhook-endpoints', {
        partner_id: partner.id,
        url: null,
        event_types: ['affinity.expired'],
      });
      const path = `/ops/v1/webhook-endpoints/${String(added.body['id'])}`;
      for (const change of [
        { paused: true },
        { ordering: 'affinity' },
        { url: receiver.url('/other'), paused: false },
      ]) {
        await asAdmin('PATCH', path, change);
      }
      await asAdmin('GET', path);
      await pause(100);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await Promise.all([...selling, operating]);
      await ofPartner.close();
      await ofAdmin.close();
      return { calls, acknowledged, failures };
    },
  };
}
