import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { processCpu, residentMemory } from './cpu.js';

/** A process that delivers, under measurement. */
export type Sender = {
  cpu(): number;
  memory(): number;
  /** Resolves with the work, or rejects if the process ends meanwhile. */
  during<Result>(work: Promise<Result>): Promise<Result>;
  /** Stands still, so that a round can be stored before its delivery begins. */
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
  stop(): Promise<void>;
};

export type SenderProgram = {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What it prints when it delivers. */
  readonly ready: string;
};

/** Starts it and waits until it is ready. */
export async function startSender({ args, env, ready }: SenderProgram): Promise<Sender> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.includes(ready)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}: ${printed}`)));
  });
  const pid = child.pid ?? 0;
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${args.join(' ')} ended with ${code}`)));
  ended.catch(() => undefined);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const over = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 12_000);
    await over;
    clearTimeout(late);
  };
  return {
    cpu: () => processCpu(pid),
    memory: () => residentMemory(pid),
    during: (work) => Promise.race([work, ended]),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
