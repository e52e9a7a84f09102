import { join } from 'node:path';
import { startNats, temporaryDatabase } from '@affinity-engine/test-servers';
import { isBuilt } from './built.js';
import { eventually } from './eventually.js';
import { startProcess, type Process } from './process.js';
import { atTheEnd } from './release.js';
import { startRoundRobin } from './round-robin.js';
import { startApi, startDeadline, type Start } from './start-api.js';

/** How many API processes and dispatchers a cluster has. */
const [apis, dispatchers] = [2, 2];

/**
 * An engine of several processes on one PostgreSQL database: two APIs behind a proxy that takes turns, and two
 * dispatchers; they wake each other through NATS. Servers and address stay the same over restarts.
 */
export function clusterIn(folder: string): Start {
  const servers = Promise.all([temporaryDatabase(), startRoundRobin(), startNats()]);
  const shared = servers.then(([database, proxy, nats]) => {
    atTheEnd(async () => {
      await nats.remove();
      await proxy.close();
      await database.drop();
    });
    return { database, proxy, nats };
  });
  return async (settings, built) => {
    const { database, proxy, nats } = await shared;
    const common = {
      ...settings,
      DATABASE_URL: database.url,
      NATS_URL: nats.url,
      EVENT_FEED: 'on',
      ENGINE_SECRET: 'the secret of all processes on one database',
      PUBLIC_URL: proxy.url,
      DISPATCHER: 'off',
    };
    const own = (name: string) => ({ ...common, DATA_DIR: join(folder, name) });
    const started = await Promise.all(Array.from({ length: apis }, (_, at) => startApi(own(`api-${at}`), built)));
    proxy.to(started.map(({ baseUrl }) => baseUrl));
    const delivering = await Promise.all(
      Array.from({ length: dispatchers }, (_, at) => startDispatcher(own(`dispatcher-${at}`), built)),
    );
    const [{ credentials } = { credentials: null }] = started;
    if (credentials === null) throw new Error('a cluster needs an API');
    return {
      baseUrl: proxy.url,
      credentials: { ...credentials, baseUrl: proxy.url },
      processes: [...started.map((each) => each.process), ...delivering] as unknown as readonly [Process, ...Process[]],
    };
  };
}

/** Starts a dispatcher and waits until it delivers. */
export async function startDispatcher(
  settings: Readonly<Record<string, string>>,
  built: boolean = isBuilt(),
  project?: string,
): Promise<Process> {
  const of = project === undefined ? {} : { project };
  const child = startProcess({ app: 'webhook-dispatcher', env: settings, built, ...of });
  await eventually(
    () => {
      if (!child.stdout().includes('dispatcher runs'))
        throw new Error(`The dispatcher has not started: ${child.stderr()}`);
    },
    { deadline: startDeadline },
  );
  return child;
}
