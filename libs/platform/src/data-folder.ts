import { statSync } from 'node:fs';
import { SettingsInvalid, type Settings } from './settings.js';

/** What every user of the machine may write. */
const writableForAll = 0o002;

/**
 * Holds the secret, certificates and documents: who can write there can replace them.
 * @throws SettingsInvalid in production, for a folder that every user of the machine can write to
 */
export function refuseOpenFolder({ mode, dataDir }: Pick<Settings, 'mode' | 'dataDir'>): void {
  const { mode: bits = 0 } = statSync(dataDir, { throwIfNoEntry: false }) ?? {};
  if (mode !== 'production' || (bits & writableForAll) === 0) return;
  throw new SettingsInvalid([
    `DATA_DIR: expected a folder that others cannot write to in production: chmod 700 ${dataDir}`,
  ]);
}
