import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

/** Runs a script with a logger in its own process. @returns its lines on stderr */
function linesOf(script: string, level = 'info'): readonly Readonly<Record<string, unknown>>[] {
  const source = `import { stderrLogger } from ${JSON.stringify(join(import.meta.dirname, 'logs.ts'))};
    const logger = stderrLogger(${JSON.stringify(level)});
    ${script}`;
  const args = ['--conditions=@affinity-engine/source', '--import', 'tsx', '--input-type=module', '--eval', source];
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  expect(stdout).toBe('');
  return stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

describe('a log line', () => {
  let lines: ReturnType<typeof linesOf>;
  beforeAll(() => {
    lines = linesOf(`
      logger.info({ request: 'r-1', status: 200 }, 'answered');
      for (const name of ['secret', 'client_secret', 'authorization', 'token', 'holder', 'affinity_holder', 'item', 'body', 'cpf', 'cnpj']) {
        logger.info({ [name]: 'of a person' }, name);
      }
      const failure = new Error('insert into affinity (holder) values (?) of a person - SQLITE_CONSTRAINT: UNIQUE failed');
      logger.error({ err: Object.assign(failure, { code: 'SQLITE_CONSTRAINT' }) }, 'a request failed');
      logger.error({ err: new Error('plain') }, 'a request failed');
      logger.error({ err: 'x'.repeat(1000) }, 'a request failed');
      logger.debug('too quiet');
    `);
  });

  it('is JSON with its level as a word and its time as an instant', () => {
    expect(lines[0]).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      request: 'r-1',
      status: 200,
      msg: 'answered',
    });
  });

  it('holds nothing of a person and no secret under the names they go by', () => {
    const logged = lines.filter(({ msg }) => msg !== 'answered' && msg !== 'a request failed');
    expect(logged).toHaveLength(10);
    for (const { msg, ...line } of logged) expect([msg, line[String(msg)]]).toEqual([msg, '[redacted]']);
    expect(JSON.stringify(lines)).not.toContain('of a person');
  });

  it('of a database failure keeps what was wrong and not what was bound', () => {
    const [database, plain, odd] = lines.filter(({ msg }) => msg === 'a request failed').map(({ err }) => err);
    expect(database).toMatchObject({ code: 'SQLITE_CONSTRAINT', message: 'SQLITE_CONSTRAINT: UNIQUE failed' });
    expect(plain).toMatchObject({ name: 'Error', message: 'plain', stack: expect.stringMatching(/^\s+at /) });
    expect(JSON.stringify(odd).length).toBeLessThan(300);
  });

  it('below the level is not written', () => {
    expect(lines.map(({ msg }) => msg)).not.toContain('too quiet');
  });

  it('is not lost where the process ends at once', () => {
    expect(linesOf(`for (let at = 0; at < 500; at += 1) logger.info({ at }, 'line'); process.exit(0);`)).toHaveLength(
      500,
    );
  });
});
