import type { Settings } from './settings.js';

/** The API's URL on this machine: the loopback address if it listens on every address. */
export function listeningUrl({ host }: Pick<Settings, 'host'>, port: number): string {
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
