import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const main = join(import.meta.dirname, '../dist/main.js');

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, said };
}

it('the demo holds on a cluster of which an API and a dispatcher are killed', async () => {
  const { status, said } = await run();
  expect(said).toContain('That was the day. Every check held.');
  expect(said).toMatch(/cluster: killing api-0 and dispatcher-0\n/);
  expect(said).toContain('cluster: they run again');
  expect(status).toBe(0);
});

it.each([
  [['--help'], 0, 'Usage: npm run cluster'],
  [['--all'], 2, 'unknown argument --all'],
])('%j is answered with status %i and help', async (args, status, text) => {
  const answer = await run(...args);
  expect([answer.status, answer.said]).toEqual([status, expect.stringContaining(text)]);
});
