import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SystemUser } from './folders.js';
import { noteAndRun, pidFile, watch } from './watcher.js';

/** What all servers can do. None of it throws if the server does not run. */
export type Lifecycle = {
  /** The id of its first process, null while it does not run. */
  processId(): number | null;
  /** Stops it in order. Its data stay, for `restart`. */
  stop(): Promise<void>;
  /** Stops it at once, as a crash does. Its data stay, for `restart`. */
  kill(): Promise<void>;
  /** Starts it again on its port and data, after `stop` if it runs. Resolves when it answers. */
  restart(): Promise<void>;
  /** Kills it and removes its folder. This happens by itself when the process of the tests ends. */
  remove(): Promise<void>;
};

type ServerOptions = {
  readonly folder: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly user?: SystemUser | undefined;
  readonly signals: { readonly stop: NodeJS.Signals; readonly kill: NodeJS.Signals };
  /** Throws until this server, and no other, answers. */
  readonly check: () => Promise<void>;
};

const deadline = { start: 60_000, stop: 20_000 };

/** Starts the process of a server and waits until it answers. It never outlives this process. */
export async function startServerProcess(options: ServerOptions): Promise<Lifecycle> {
  const { folder, command, signals } = options;
  const endWatch = watch(folder, signals.kill);
  let running: ChildProcess | undefined;

  async function start(): Promise<void> {
    const child = launch(options);
    running = child;
    child.once('exit', () => {
      rmSync(pidFile(folder), { force: true });
      if (running === child) running = undefined;
    });
    await once(child, 'spawn');
    const until = performance.now() + deadline.start;
    for (;;) {
      try {
        return await options.check();
      } catch (error) {
        if (running === undefined) throw new Error(`${command[0]} ended:\n${logOf(folder)}`, { cause: error });
        if (performance.now() > until)
          throw new Error(`${command[0]} does not answer:\n${logOf(folder)}`, { cause: error });
      }
      await pause(10);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = running;
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.ref();
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), deadline.stop);
    await ended;
    clearTimeout(late);
  }

  const remove = async (): Promise<void> => {
    await end(signals.kill);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    endWatch();
  };
  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    processId: () => running?.pid ?? null,
    stop: () => end(signals.stop),
    kill: () => end(signals.kill),
    restart: async () => {
      await end(signals.stop);
      await start();
    },
    remove,
  };
}

function launch({ folder, command, env, user }: ServerOptions): ChildProcess {
  // To a file: a pipe would fill up, and block the server, while the tests compute.
  const log = openSync(join(folder, 'log'), 'a');
  const child = spawn('sh', [...noteAndRun, pidFile(folder), ...command], {
    cwd: folder,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', ...env },
    // Signals to the group of the tests, as of Ctrl-C, do not reach it.
    detached: true,
    stdio: ['ignore', log, log],
    ...user,
  });
  closeSync(log);
  child.unref();
  return child;
}

/** The end of what the server has logged. */
const logOf = (folder: string): string => readFileSync(join(folder, 'log'), 'utf8').slice(-4_000);
