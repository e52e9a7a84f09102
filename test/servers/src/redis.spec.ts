import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRedis, type RedisServer } from './redis.js';

describe('a Redis server of its own', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.remove());

  it('listens on 127.0.0.1 on a port that no server has by default', async () => {
    expect(server.port).not.toBe(6379);
    expect(await say(server, 'PING')).toBe('+PONG\r\n');
  });

  it.each(['stop', 'kill'] as const)('has its data and port after %s and a restart', async (end) => {
    await say(server, `SET ${end} kept`);
    await server[end]();
    expect(server.processId()).toBeNull();
    await expect(say(server, 'PING')).rejects.toThrow('ECONNREFUSED');
    await server.restart();
    expect(await say(server, `GET ${end}`)).toBe('$4\r\nkept\r\n');
  });

  it('takes arguments, and names its process', async () => {
    const other = await startRedis(['--maxmemory-policy', 'noeviction']);
    expect(await say(other, 'CONFIG GET maxmemory-policy')).toContain('noeviction');
    expect(await say(other, 'INFO server')).toContain(`process_id:${other.processId()}\r\n`);
    await other.remove();
  });
});

/** Says one command and returns the answer. */
async function say({ port }: RedisServer, command: string): Promise<string> {
  const socket = createConnection({ host: '127.0.0.1', port });
  try {
    socket.setEncoding('utf8').write(`${command}\r\n`);
    const [answer] = (await once(socket, 'data')) as [string];
    return answer;
  } finally {
    socket.destroy();
  }
}
