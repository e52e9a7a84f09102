import type { Settings } from './settings.js';

/** How the API is reached on this machine: what listens on every address answers on the loopback one. */
export function listeningUrl({ host }: Pick<Settings, 'host'>, port: number): string {
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
