import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from './free-port.js';
import { replaced, startNginx } from './nginx.js';
import type { Lifecycle } from './server-process.js';

describe('an nginx of its own', () => {
  let port: number;
  let server: Lifecycle;
  beforeAll(async () => {
    port = await freePort();
    server = await startNginx(serving(`127.0.0.1:${port}`), port);
  });
  afterAll(() => server.remove());

  it.each(['stop', 'kill'] as const)('ends with %s, and serves again on its port after a restart', async (end) => {
    expect(await page(port)).toBe('here');
    await server[end]();
    expect(server.processId()).toBeNull();
    await expect(page(port)).rejects.toThrow('fetch failed');
    await server.restart();
    expect(await page(port)).toBe('here');
  });

  it('reports a configuration that is refused', async () => {
    await expect(startNginx(serving('nowhere:port'), port)).rejects.toThrow(/nginx ended:[^]*nginx.conf:\d+/);
  });
});

const serving = (address: string): string =>
  `events {}\nhttp {\n  server {\n    listen ${address};\n    return 200 here;\n  }\n}\n`;

const page = async (port: number): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();

it.each([
  ['not at all', 'listen 80;', 0],
  ['twice', 'listen 8080; listen 8080;', 2],
])('a configuration that has what is to be replaced %s is refused', (_, config, times) => {
  expect(() => replaced(config, [['listen 8080;', 'listen 1;']])).toThrow(`${times} times in the text`);
});
