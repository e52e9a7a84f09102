import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { whileLocked } from './install-lock.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'affinity-engine-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('work under a lock', () => {
  it('is done by one after the other, also after one that fails', async () => {
    const steps: string[] = [];
    const work = (name: string) =>
      whileLocked(join(folder, 'lock'), async () => {
        steps.push(`${name} begins`);
        await turn();
        steps.push(`${name} ends`);
        if (name === 'b') throw new Error('b');
        return name;
      });
    const results = await Promise.allSettled(['a', 'b', 'c'].map(work));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(steps).toHaveLength(6);
    for (let at = 0; at < 6; at += 2) expect(steps[at + 1]).toBe(steps[at]?.replace('begins', 'ends'));
  });

  it('passes to the next when the process that holds it is killed', async () => {
    const file = join(folder, 'lock');
    const source = JSON.stringify(join(import.meta.dirname, 'install-lock.ts'));
    const script = `import { whileLocked } from ${source};
      await whileLocked(${JSON.stringify(file)}, () => new Promise(() => setInterval(() => console.log('held'), 5)));`;
    const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: import.meta.dirname,
    });
    await once(holder.stdout, 'data');
    let locked = false;
    const next = whileLocked(file, async () => (locked = true));
    await once(holder.stdout, 'data');
    expect(locked).toBe(false);
    holder.kill('SIGKILL');
    expect(await next).toBe(true);
  });
});
