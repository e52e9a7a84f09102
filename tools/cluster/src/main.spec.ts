import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { atTheEnd, eventually } from '@affinity-engine/test-harness';

const main = join(import.meta.dirname, '../dist/main.js');

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const release = atTheEnd(() => void child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  const ended = once(child, 'close').then(([status]) => {
    release();
    return status as number | null;
  });
  /** Waits until it has said this. */
  const said = (what: string): Promise<void> =>
    eventually(() => expect(text).toContain(what), { deadline: 90_000, every: 100 });
  return { ended, said, text: () => text, signal: (name: NodeJS.Signals) => child.kill(name) };
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

describe('a cluster of which an API and a dispatcher are killed', () => {
  it('keeps the promises of the demo, and ends with it', async () => {
    const { ended, text } = start();
    expect(await ended).toBe(0);
    expect(text()).toContain('That was the day. Every check held.');
    expect(text()).toMatch(/cluster: killing api-0 and dispatcher-0\n/);
    expect(text()).toContain('cluster: they run again');
  });

  it('stays up after the demo where that is asked for, both APIs, until Ctrl-C', async () => {
    const { ended, said, text, signal } = start('--keep');
    await said('it stays up');
    const urls = [...text().matchAll(/cluster: (?:proxy|API) +(http:\/\/[\d.:]+)/g)].map(([, url = '']) => url);
    expect(urls.length).toBe(6); // said before the demo and after it
    const latest = urls.slice(-3);
    expect(await Promise.all(latest.map(answers))).toEqual([true, true, true]);
    signal('SIGINT');
    expect(await ended).toBe(0);
    expect(await Promise.all(latest.map(answers))).toEqual([false, false, false]);
  });

  it('ends at once at Ctrl-C while it starts', async () => {
    const { ended, said, signal } = start();
    await said('starting PostgreSQL');
    signal('SIGINT');
    expect(await ended).toBe(130);
  });
});

it.each([
  [['--help'], 0, 'Usage: npm run cluster'],
  [['--all'], 2, 'unknown argument --all'],
])('%j is answered with status %i and help', async (args, status, help) => {
  const { ended, text } = start(...args);
  expect([await ended, text()]).toEqual([status, expect.stringContaining(help)]);
});
