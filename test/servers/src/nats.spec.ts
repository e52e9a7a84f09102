import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from 'nats';
import { startNats, type NatsServer } from './nats.js';

describe('a NATS server of its own', () => {
  let server: NatsServer;
  beforeAll(async () => {
    server = await startNats();
  });
  afterAll(() => server.remove());

  it('listens on a port that no server has by default', () => {
    expect(server.url).toBe(`nats://127.0.0.1:${server.port}`);
    expect(server.port).not.toBe(4222);
  });

  it.each(['stop', 'kill', 'restart'] as const)('keeps its streams and port over %s and a start', async (end) => {
    await connected(server, async (connection) => {
      const manager = await connection.jetstreamManager();
      await manager.streams.add({ name: end, subjects: [end] });
      await connection.jetstream().publish(end, 'kept');
    });
    await server[end]();
    if (end !== 'restart') {
      await expect(connect({ servers: server.url, reconnect: false })).rejects.toThrow('CONNECTION_REFUSED');
      await server.restart();
    }
    expect(await messagesIn(server, end)).toBe(1);
  });

  it('has no streams after a wipe', async () => {
    await connected(server, async (connection) => {
      await (await connection.jetstreamManager()).streams.add({ name: 'lost', subjects: ['lost'] });
    });
    await server.wipe();
    await expect(messagesIn(server, 'lost')).rejects.toThrow('stream not found');
    expect(readdirSync(server.storeDir)).toEqual(['jetstream']);
  });
});

describe('the options of a NATS server', () => {
  it('leave JetStream out', async () => {
    const server = await startNats({ jetStream: false });
    await expect(messagesIn(server, 'any')).rejects.toThrow();
    await server.remove();
  });

  it('take the text of a configuration, with users', async () => {
    const server = await startNats({ config: 'authorization { user: one, password: two }' });
    await expect(connect({ servers: server.url, reconnect: false })).rejects.toThrow('Authorization');
    await (await connect({ servers: server.url, user: 'one', pass: 'two' })).close();
    await server.remove();
  });

  it('report a configuration that is refused', async () => {
    await expect(startNats({ config: 'authorization {' })).rejects.toThrow(/nats-server ended:[\s\S]*line 1/);
  });
});

async function connected<Result>(
  server: NatsServer,
  work: (connection: NatsConnection) => Promise<Result>,
): Promise<Result> {
  const connection = await connect({ servers: server.url });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

const messagesIn = (server: NatsServer, stream: string): Promise<number> =>
  connected(server, async (connection) => {
    const manager = await connection.jetstreamManager();
    return (await manager.streams.info(stream)).state.messages;
  });
