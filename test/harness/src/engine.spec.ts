import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, startProcess, temporaryFolder, type Engine } from './index.js';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a started engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });

  it('serves on its own port, and gives out its address and the demo credentials', async () => {
    const other = await startEngine();
    expect(other.baseUrl).not.toBe(engine.baseUrl);
    expect(engine.credentials.baseUrl).toBe(engine.baseUrl);
    expect(other.credentials.partner.id).not.toBe(engine.credentials.partner.id);
    expect((await clientFor(engine, null).get('/health/ready')).status).toBe(200);
    expect((await other.stop()).code).toBe(0);
  });

  it('keeps credentials and data in a temporary folder that only its user can read', () => {
    const file = join(engine.dataDir, 'demo-credentials.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(engine.dataDir).toContain('affinity-engine-test-');
  });

  it('is the same engine after a restart, also after it was killed', async () => {
    const { credentials, pid } = engine;
    await engine.kill();
    expect(isAlive(pid)).toBe(false);
    await engine.restart({ INSURER_DELAY_SECONDS: '1' });
    expect(engine.pid).not.toBe(pid);
    expect({ ...engine.credentials, baseUrl: '' }).toEqual({ ...credentials, baseUrl: '' });
    expect((await clientFor(engine, 'partner').get('/v1/affinity')).status).toBe(200);
  });
});

describe('a process that cannot start', () => {
  it('reports why in one line and ends with 2', async () => {
    const refused = startProcess({ app: 'api', env: { DATA_DIR: temporaryFolder(), PORT: 'http' } });
    expect(await refused.ended).toEqual({ code: 2, signal: null });
    expect(refused.stderr()).toBe('PORT: expected a whole number from 0 to 65535\n');
  });

  it('fails the start with its output', async () => {
    const dataDir = temporaryFolder();
    await expect(startEngine({ dataDir, env: { MODE: 'test' } })).rejects.toThrow('MODE: expected one of');
    expect(existsSync(join(dataDir, 'demo-credentials.json'))).toBe(false);
  });
});
