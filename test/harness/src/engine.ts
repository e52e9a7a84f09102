import { isBuilt } from './built.js';
import { clusterIn } from './cluster.js';
import type { Ending, Process } from './process.js';
import { startApi, type DemoCredentials, type Start } from './start-api.js';
import { temporaryFolder } from './temporary-folder.js';

export type EngineOptions = {
  /** Settings, in addition to its own data folder and a free port. */
  readonly env?: Readonly<Record<string, string>>;
  /** Starts the bundle instead of the sources; by default if the bundle is up to date. */
  readonly built?: boolean;
  /** An existing data folder. */
  readonly dataDir?: string;
};

/** The engine as a separate process. Its properties are those of the running process: they change with a restart. */
export type Engine = {
  readonly baseUrl: string;
  readonly credentials: DemoCredentials;
  readonly dataDir: string;
  readonly pid: number;
  /** Everything that it wrote to stderr since the first start. */
  stderr(): string;
  stdout(): string;
  /** Sends SIGTERM and returns how the process ended; SIGKILL after 12 seconds. */
  stop(): Promise<Ending & { readonly ms: number }>;
  kill(): Promise<Ending>;
  /** Sends SIGTERM at once; resolves at the end of the process. */
  terminate(): Promise<Ending>;
  /** Stops it if it still runs, and starts it again on the same data, on a free port, with further settings. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
};

const stopDeadline = 12_000;

/** Starts the engine and waits until it serves. With TEST_ENGINE=cluster it is several processes on one database. */
export function startEngine({ env = {}, built = isBuilt(), dataDir }: EngineOptions = {}): Promise<Engine> {
  const folder = dataDir ?? temporaryFolder();
  const clustered = process.env['TEST_ENGINE'] === 'cluster' && dataDir === undefined;
  return engineOf(clustered ? clusterIn(folder) : oneProcess, { ...env, DATA_DIR: folder }, built);
}

async function engineOf(start: Start, env: Readonly<Record<string, string>>, built: boolean): Promise<Engine> {
  const earlier: Process[] = [];
  let settings: Readonly<Record<string, string>> = { PORT: '0', ...env };
  let now = await start(settings, built);

  const written = (stream: 'stdout' | 'stderr') =>
    [...earlier, ...now.processes].map((each) => each[stream]()).join('');
  const signal = async (name: NodeJS.Signals): Promise<Ending> => {
    for (const each of now.processes) each.signal(name);
    const [ending] = await Promise.all(now.processes.map(({ ended }) => ended));
    return ending as Ending;
  };
  const stop = async () => {
    const began = performance.now();
    const timer = setTimeout(() => void signal('SIGKILL'), stopDeadline);
    const ending = await signal('SIGTERM').finally(() => clearTimeout(timer));
    return { ...ending, ms: performance.now() - began };
  };
  return {
    get baseUrl() {
      return now.baseUrl;
    },
    get credentials() {
      return now.credentials;
    },
    get pid() {
      return now.processes[0].pid;
    },
    dataDir: env['DATA_DIR'] as string,
    stderr: () => written('stderr'),
    stdout: () => written('stdout'),
    stop,
    kill: () => signal('SIGKILL'),
    terminate: () => signal('SIGTERM'),
    async restart(changes = {}) {
      await stop();
      earlier.push(...now.processes);
      settings = { ...settings, ...changes };
      now = await start(settings, built);
    },
  };
}

const oneProcess: Start = async (settings, built) => {
  const { process: api, baseUrl, credentials } = await startApi(settings, built);
  return { baseUrl, credentials, processes: [api] };
};
