import { spawn } from 'node:child_process';
import { isBuilt, projectRoot } from './built.js';
import { atTheEnd } from './release.js';

/** How a process ended. */
export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A process of the project under test. */
export type Process = {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<Ending>;
  signal(name: NodeJS.Signals): void;
};

export type ProcessOptions = {
  /** The name of the app's folder. */
  readonly app: 'api' | 'webhook-dispatcher' | 'cli';
  readonly args?: readonly string[];
  /** The environment. Only PATH, HOME and TMPDIR are added. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts the bundle instead of the sources; by default if the bundle is up to date. */
  readonly built?: boolean;
  /** The folder of another checkout, for another version. */
  readonly project?: string;
  /** What it reads from stdin. */
  readonly input?: string;
};

/** Ends a process whose parent died, so that no process outlives the tests. */
const leaveWithParent = `data:text/javascript,${encodeURIComponent(
  'const parent = process.ppid; setInterval(() => process.ppid === parent || process.exit(99), 500).unref();',
)}`;

/** Starts an app as a separate process. */
export function startProcess({
  app,
  args = [],
  env,
  built = isBuilt(),
  project = projectRoot,
  input,
}: ProcessOptions): Process {
  const entry = built && app !== 'cli' ? [`apps/${app}/bundle/main.js`] : [...fromSources, `apps/${app}/src/main.ts`];
  return startNode({ args: [...entry, ...args], folder: project, env, input });
}

/** For Node.js: runs TypeScript, with the libraries' sources. */
export const fromSources = ['--conditions=@affinity-engine/source', '--import', 'tsx'] as const;

export type NodeOptions = {
  readonly args: readonly string[];
  /** The folder that it works in. */
  readonly folder: string;
  /** The environment. Only PATH, HOME and TMPDIR are added. */
  readonly env: Readonly<Record<string, string>>;
  /** Another user, if this process is root's. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** What it reads from stdin: by default nothing. */
  readonly input?: string | undefined;
};

/** Starts Node.js as a separate process, which does not outlive this one. */
export function startNode({ args, folder, env, user, input = '' }: NodeOptions): Process {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const child = spawn(process.execPath, ['--import', leaveWithParent, ...args], {
    cwd: folder,
    env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...user,
  });
  child.stdin.on('error', () => undefined).end(input); // it may have ended before it read
  const read = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (read.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (read.stderr += text));
  const ended = new Promise<Ending>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  const release = atTheEnd(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  void ended.finally(release).catch(() => undefined);
  return {
    pid: child.pid ?? -1,
    stdout: () => read.stdout,
    stderr: () => read.stderr,
    ended,
    signal: (name) => void child.kill(name),
  };
}
