import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { pidFile } from './watcher.js';

/** Starts servers in a process of its own, prints their folders, and leaves it as it is. */
const script = `
  import { startNats, startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
  const servers = await Promise.all([startPostgres(), startNats()]);
  console.log(JSON.stringify([servers[0].dataDir, servers[1].storeDir]));
`;

async function startInAnotherProcess(last: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script + last], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  });
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const folders = (JSON.parse(line) as string[]).map((folder) => dirname(folder));
  const pids = folders.map((folder) => Number(readFileSync(pidFile(folder), 'utf8')));
  return { child, ended, folders, pids };
}

describe('servers whose tests did not remove them', () => {
  it.each([
    ['is killed', 'setInterval(() => undefined, 1_000);', 'SIGKILL'],
    ['ends in order, which they do not prevent', '', undefined],
  ] as const)('end, and leave no folder, when the process of the tests %s', async (_, last, signal) => {
    const { child, ended, folders, pids } = await startInAnotherProcess(last);
    if (signal !== undefined) {
      expect(pids.map(isRunning)).toEqual([true, true]);
      child.kill(signal);
    }
    await ended;
    await until(() => !folders.some((folder) => existsSync(folder)));
    expect(pids.map(isRunning)).toEqual([false, false]);
  });

  it('leave no folder when the process of the tests is killed while the files of one are made', async () => {
    const place = mkdtempSync(join(tmpdir(), 'affinity-engine-end-'));
    chmodSync(place, 0o777);
    const making = `import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
      await startPostgres({ fsync: true });`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', making], {
      stdio: 'inherit',
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: place },
    });
    const folders = () => readdirSync(place).filter((name) => name.startsWith('affinity-engine-postgres-'));
    await until(() => folders().some((name) => existsSync(join(place, name, 'data', 'PG_VERSION'))));
    expect(folders().map((name) => existsSync(join(place, name, 'log')))).toEqual([false]);
    child.kill('SIGKILL');
    await until(() => folders().length === 0);
    rmSync(place, { recursive: true });
  }, 30_000);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(check: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!check()) {
    if (performance.now() > deadline) throw new Error('it did not happen within ten seconds');
    await pause(25);
  }
}
