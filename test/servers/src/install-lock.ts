import { spawn } from 'node:child_process';
import { once } from 'node:events';

const deadlineSeconds = 300;

/**
 * Runs `work` while no other process on this machine does, by flock(1). The lock ends with this process, even if it is
 * killed: flock's command ends with its input.
 */
export async function whileLocked<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const holder = spawn('flock', ['--wait', String(deadlineSeconds), file, 'sh', '-c', 'echo locked; cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    const locked = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit').then(() => undefined)]);
    if (locked === undefined) throw new Error(`${file} was still locked after ${deadlineSeconds} seconds`);
    return await work();
  } finally {
    holder.stdin.end();
  }
}
