import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';

/** The file in a server's folder that holds the id of its process while it runs. */
export const pidFile = (folder: string): string => join(folder, 'pid');

/**
 * Runs a server's command: notes the id of its process, which stays the same. $0 is the file for it.
 */
export const noteAndRun = ['-c', 'echo $$ >"$0" && exec "$@"'] as const;

/**
 * `cat` ends with the process of the tests, however that ends. A server that it started just then notes its id within
 * the second. $1 is the folder, $2 the signal.
 */
const script = `
cat >/dev/null
sleep 1
if read -r pid <"$1/pid"; then
  kill -s "$2" "$pid"
  turns=0
  while kill -0 "$pid" && [ $turns -lt 50 ]; do sleep 0.1; turns=$((turns + 1)); done
fi 2>/dev/null
rm -rf "$1"
`;

/**
 * Kills the server of a folder and removes the folder when this process has ended, even if it was killed.
 * @returns a function that ends the watch
 */
export function watch(folder: string, signal: NodeJS.Signals): () => void {
  const watcher = spawn('sh', ['-c', script, 'watcher', folder, signal.replace('SIG', '')], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Neither the watcher nor the pipe to it keeps this process alive.
  watcher.unref();
  (watcher.stdin as Socket).unref();
  watcher.stdin.on('error', () => undefined);
  return () => void watcher.kill('SIGKILL');
}
