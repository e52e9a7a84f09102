import { once } from 'node:events';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { serverFolder } from './folders.js';
import { freePort } from './free-port.js';
import { findPrograms } from './programs.js';
import { startServerProcess, type Lifecycle } from './server-process.js';

/** A Redis server of its own. */
export interface RedisServer extends Lifecycle {
  readonly port: number;
}

/**
 * Starts a Redis server on 127.0.0.1 that keeps every write in a log on the disk, flushed each second. It ends with this
 * process.
 * @param args further arguments of the command line
 */
export async function startRedis(args: readonly string[] = []): Promise<RedisServer> {
  const programs = await findPrograms('redis');
  const folder = serverFolder('redis', true);
  const port = await freePort();
  const lifecycle = await startServerProcess({
    folder,
    command: [
      join(programs.folder, 'redis-server'),
      ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'yes'],
      ...args,
    ],
    env: programs.env,
    signals: { stop: 'SIGTERM', kill: 'SIGKILL' },
    check: () => expectFolder(port, folder),
  });
  return { ...lifecycle, port };
}

/** Another server on this port would have another folder; one that still reads its log answers no PING. */
async function expectFolder(port: number, folder: string): Promise<void> {
  const alive = await ask(port, 'PING');
  if (!alive.startsWith('+PONG')) throw new Error(`the server on port ${port} is not ready: ${alive}`);
  const answer = await ask(port, 'CONFIG GET dir');
  if (!answer.includes(folder)) throw new Error(`another server answers on port ${port}: ${answer}`);
}

async function ask(port: number, command: string): Promise<string> {
  const socket = createConnection({ host: '127.0.0.1', port, timeout: 1_000 });
  for (const event of ['timeout', 'end']) socket.on(event, () => socket.destroy(new Error('no answer')));
  try {
    socket.setEncoding('utf8').write(`${command}\r\n`);
    const [answer] = (await once(socket, 'data')) as [string];
    return answer;
  } finally {
    socket.destroy();
  }
}
