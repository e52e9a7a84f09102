import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, temporaryFolder } from '@affinity-engine/test-harness';

const ending: (() => void)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

/** Runs a script of package.json as a service manager does: signals go to npm alone. */
function startScript(script: string, env: Readonly<Record<string, string>>) {
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: new URL('../../../', import.meta.url),
    detached: true,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('npm did not start');
  ending.push(() => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group has ended.
    }
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  // The output is closed when the engine has ended, not when npm has.
  const closed = once(child, 'close');
  return { closed, output: () => output, terminate: () => process.kill(pid, 'SIGTERM') };
}

describe('a script of package.json', () => {
  it.each([
    ['start', { PORT: '0' }, 'affinity-engine listens'],
    ['start:dispatcher', {}, 'dispatcher runs'],
  ])(
    '%s passes SIGTERM on: the engine drains, and has ended when npm has',
    async (script, settings, started) => {
      const { closed, output, terminate } = startScript(script, { DATA_DIR: temporaryFolder(), ...settings });
      await eventually(() => expect(output()).toContain(started), { deadline: 60_000 });
      terminate();
      const late = new Promise((_, reject) =>
        setTimeout(() => reject(new Error('the engine runs on')), 30_000).unref(),
      );
      const [code, signal] = (await Promise.race([closed, late])) as [number | null, string | null];
      expect([code, signal]).toEqual([0, null]);
    },
    120_000,
  );
});
