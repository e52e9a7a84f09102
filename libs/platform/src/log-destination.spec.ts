import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'log-destination-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const program = (script: string): readonly string[] => [
  '--conditions=@affinity-engine/source',
  '--import',
  'tsx',
  '--input-type=module',
  '--eval',
  `import { stderrLogger } from ${JSON.stringify(join(import.meta.dirname, 'logs.ts'))};
   const logger = stderrLogger('info');
   ${script}`,
];

const environment = (() => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return env;
})();

/** More than a pipe and the destination hold together. */
const flood = `for (let at = 0; at < 60_000; at += 1) logger.info({ at, text: 'x'.repeat(100) }, 'flood');`;

describe('the log', () => {
  it('has every line that was written before the end, in a file and in a pipe', () => {
    const script = `for (let at = 0; at < 200; at += 1) logger.info({ at }, 'line'); process.exit(3);`;
    const file = join(folder, 'log');
    const toFile = spawnSync(process.execPath, program(script), {
      env: environment,
      stdio: ['ignore', 'ignore', openSync(file, 'w')],
    });
    const toPipe = spawnSync(process.execPath, program(script), { env: environment, encoding: 'utf8' });
    const linesOf = (text: string) => text.trim().split('\n').length;
    expect([toFile.status, linesOf(readFileSync(file, 'utf8'))]).toEqual([3, 200]);
    expect([toPipe.status, linesOf(toPipe.stderr)]).toEqual([3, 200]);
  });

  it('on a full disk is lost, and the process goes on', () => {
    const script = `for (let at = 0; at < 200; at += 1) logger.info({ at }, 'line');
      setTimeout(() => { logger.info('more'); process.stdout.write('alive', () => process.exit(3)); }, 300);`;
    const { status, stdout } = spawnSync(process.execPath, program(script), {
      ...{ env: environment, encoding: 'utf8', timeout: 20_000 },
      stdio: ['ignore', 'pipe', openSync('/dev/full', 'w')],
    });
    expect([status, stdout]).toEqual([3, 'alive']);
  });

  it('of a reader that does not read takes little memory and does not hold up the end', async () => {
    const script = `${flood}
      setTimeout(() => {
        ${flood}
        process.stdout.write(String(process.memoryUsage().external + process.memoryUsage().heapUsed), () => process.exit(0));
      }, 50);`;
    const child = spawn(process.execPath, program(script), { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    let memory = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (memory += text));
    const [code] = (await once(child, 'exit')) as [number | null];
    clearTimeout(timer);
    expect(code).toBe(0);
    expect(Number(memory)).toBeLessThan(100_000_000);
  });

  it('says how many lines were dropped, once its reader reads again', async () => {
    const script = `${flood} setInterval(() => logger.info('later'), 20); setTimeout(() => process.exit(0), 15_000);`;
    const child = spawn(process.execPath, program(script), { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    const dropped = await new Promise<number>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`no line about dropped ones: ${said.slice(-500)}`)));
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-20_000);
        const lines = /"lines":(\d+),"msg":"lines were dropped/.exec(said)?.[1];
        if (lines !== undefined) resolve(Number(lines));
      });
    });
    child.removeAllListeners('exit').kill('SIGKILL');
    expect(dropped).toBeGreaterThan(1_000);
  });
});
