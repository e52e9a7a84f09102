import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { isBuilt } from './built.js';
import { eventually } from './eventually.js';
import { startProcess, type Ending, type Process } from './process.js';
import { temporaryFolder } from './temporary-folder.js';

type ClientCredentials = { readonly clientId: string; readonly clientSecret: string };

/** The demo tenant, as the engine writes it to its file. */
export type DemoCredentials = {
  readonly baseUrl: string;
  readonly partner: ClientCredentials & {
    readonly id: string;
    readonly webhookEndpointId: string;
    readonly webhookSecret: string;
  };
  readonly otherPartner: ClientCredentials & { readonly id: string };
  readonly admin: ClientCredentials;
  readonly account: ClientCredentials;
  readonly quotation: { readonly subscriptionKey: string; readonly registerNumber: string };
  readonly agencyNumbers: {
    readonly hash: string;
    readonly secret: string;
    readonly brokerToken: string;
    readonly accountToken: string;
    readonly otherBrokerToken: string;
  };
};

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

const startDeadline = 25_000;
const stopDeadline = 12_000;

/** Starts the engine and waits until it serves. */
export async function startEngine({ env = {}, built = isBuilt(), dataDir }: EngineOptions = {}): Promise<Engine> {
  const folder = dataDir ?? temporaryFolder();
  const earlier: Process[] = [];
  let settings: Readonly<Record<string, string>> = { PORT: '0', ...env, DATA_DIR: folder };
  let now = await started();

  const written = (stream: 'stdout' | 'stderr') => [...earlier, now.process].map((each) => each[stream]()).join('');
  const stop = async () => {
    const began = performance.now();
    now.process.signal('SIGTERM');
    const timer = setTimeout(() => now.process.signal('SIGKILL'), stopDeadline);
    const ending = await now.process.ended.finally(() => clearTimeout(timer));
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
      return now.process.pid;
    },
    dataDir: folder,
    stderr: () => written('stderr'),
    stdout: () => written('stdout'),
    stop,
    kill() {
      now.process.signal('SIGKILL');
      return now.process.ended;
    },
    terminate() {
      now.process.signal('SIGTERM');
      return now.process.ended;
    },
    async restart(changes = {}) {
      await stop();
      earlier.push(now.process);
      settings = { ...settings, ...changes };
      now = await started();
    },
  };

  async function started() {
    const child = startProcess({ app: 'api', env: settings, built });
    let ending: Ending | null = null;
    void child.ended.then((how) => (ending = how));
    const baseUrl = await eventually(
      async () => {
        if (ending !== null) return '';
        const [, url] = /listens on (http\S+)/.exec(child.stdout()) ?? [];
        if (url === undefined) throw new Error('The engine has not said where it listens.');
        const { statusCode, body } = await request(`${url}/health/ready`);
        await body.dump();
        if (statusCode !== 200) throw new Error(`The engine is not ready: ${statusCode}.`);
        return url;
      },
      { deadline: startDeadline },
    );
    if (baseUrl === '') throw new Error(`The engine ended while starting: ${child.stderr()}`);
    const file = join(folder, 'demo-credentials.json');
    return { process: child, baseUrl, credentials: JSON.parse(readFileSync(file, 'utf8')) as DemoCredentials };
  }
}
