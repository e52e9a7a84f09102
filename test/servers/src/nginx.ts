import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { giveTo, serverFolder, unprivilegedUser } from './folders.js';
import { findPrograms } from './programs.js';
import { startServerProcess, type Lifecycle } from './server-process.js';
import { pidFile } from './watcher.js';

/**
 * Starts nginx with the text of a configuration, in one process. It ends with this process.
 * @param port of 127.0.0.1, where the configuration lets it listen
 */
export async function startNginx(config: string, port: number): Promise<Lifecycle> {
  const programs = await findPrograms('nginx');
  const user = unprivilegedUser();
  const folder = serverFolder('nginx', false, user);
  const [configFile, ownPidFile] = [join(folder, 'nginx.conf'), join(folder, 'nginx.pid')];
  writeFileSync(configFile, replaced(config, [['http {', `http {\n${filesIn(folder)}`]]), { mode: 0o644 });
  giveTo(user, configFile);
  return startServerProcess({
    folder,
    command: [
      join(programs.folder, 'nginx'),
      ...['-p', folder, '-c', configFile, '-e', 'stderr'],
      // One process: the workers of a killed one would go on.
      ...['-g', `daemon off; master_process off; pid ${ownPidFile};`],
    ],
    env: programs.env,
    user,
    signals: { stop: 'SIGTERM', kill: 'SIGKILL' },
    check: async () => {
      // It notes its id once it has the port: before, another server may answer there.
      const [own, running] = [ownPidFile, pidFile(folder)].map((file) => readFileSync(file, 'utf8').trim());
      if (own !== running) throw new Error(`nginx has no port ${port} yet`);
      await expectAnswer(port);
    },
  });
}

/** It refuses bytes that are not HTTP by itself: none of the servers behind it is asked. */
async function expectAnswer(port: number): Promise<void> {
  const socket = createConnection({ host: '127.0.0.1', port, timeout: 1_000 });
  for (const event of ['timeout', 'end']) socket.on(event, () => socket.destroy(new Error('no answer')));
  try {
    socket.setEncoding('utf8').write('no HTTP\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [string];
    if (!answer.includes('400 Bad Request')) throw new Error(`another server answers on port ${port}: ${answer}`);
  } finally {
    socket.destroy();
  }
}

/** Files that it would otherwise write to folders of the system. */
const filesIn = (folder: string): string =>
  ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .concat('access_log off;')
    .join('\n');

/**
 * A text with other parts in place of its own.
 * @throws Error if the text has one of them not at all, or more than once
 */
export function replaced(text: string, parts: readonly (readonly [own: string, other: string])[]): string {
  return parts.reduce((before, [own, other]) => {
    const pieces = before.split(own);
    if (pieces.length !== 2) throw new Error(`${pieces.length - 1} times in the text, once was expected: ${own}`);
    return pieces.join(other);
  }, text);
}
