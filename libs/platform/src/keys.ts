import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.js';

/** One key for each purpose, all derived from one secret. */
export type Keys = {
  readonly tokens: Uint8Array;
  readonly agencyTokens: Uint8Array;
  readonly links: Uint8Array;
  readonly seal: Uint8Array;
  /** Not secret: what the names of the engine's subjects in NATS contain. */
  readonly installation: Uint8Array;
};

/**
 * The engine's keys. If the settings have no secret, a random one is made and stored in a file only this user can
 * read.
 */
export function engineKeys({ secret, dataDir }: Pick<Settings, 'secret' | 'dataDir'>): Keys {
  const source = secret ?? keptSecret(dataDir);
  const key = (purpose: string) => new Uint8Array(hkdfSync('sha256', source, '', `affinity-engine ${purpose}`, 32));
  return {
    tokens: key('tokens'),
    agencyTokens: key('agency tokens'),
    links: key('links'),
    seal: key('seal'),
    installation: key('installation'),
  };
}

function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'engine-secret');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure;
  }
  const kept = readFileSync(file, 'utf8').trim();
  if (kept.length < 32) throw new Error(`${file} holds no secret; remove it to have a new one made`);
  return kept;
}
