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
}: ProcessOptions): Process {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const fromSources = ['--conditions=@affinity-engine/source', '--import', 'tsx', `apps/${app}/src/main.ts`];
  const entry = built && app !== 'cli' ? [`apps/${app}/bundle/main.js`] : fromSources;
  const child = spawn(process.execPath, ['--import', leaveWithParent, ...entry, ...args], {
    cwd: project,
    env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
