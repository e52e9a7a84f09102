import { openStore, type Store, type StoreSettings } from '@affinity-engine/adapter-knex';
import { signingKeys } from '@affinity-engine/adapter-delivery';
import { erasedSnapshot, snapshotOf, snapshotWithoutPerson, snapshotWithPerson } from '@affinity-engine/adapter-http';
import type { Clock, Ids } from '@affinity-engine/kernel';
import { newEndpoint, type WakeUps } from '@affinity-engine/webhook';
import { ringOf, type Keys } from './keys.js';
import { SettingsInvalid, type Settings } from './settings.js';

/** The parts of the process that the store uses. */
export type StoreParts = {
  readonly keys: Keys;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly wakeUps: Pick<WakeUps, 'notify'>;
};

type DatabaseSettings = Pick<Settings, 'database' | 'databaseConnections' | 'databaseTimeoutMs'>;

/** The settings of the store. */
export const storeSettings = (
  { database, databaseConnections: readers, databaseTimeoutMs: statementTimeoutMs }: DatabaseSettings,
  { keys, clock, ids, wakeUps }: StoreParts,
): StoreSettings => ({
  database: 'url' in database ? { ...database, readers, statementTimeoutMs } : database,
  sealKey: keys.seal,
  previousSealKeys: ringOf(keys, 'seal').slice(1),
  clock,
  wakeUps,
  events: {
    bodyOf: (_type, affinity, product) => snapshotOf(affinity, product),
    withPerson: snapshotWithPerson,
    withoutPerson: snapshotWithoutPerson,
    erased: erasedSnapshot,
    firstEndpoint: (ownerId) => newEndpoint(ids.next(), { ownerId, url: null }, signingKeys(), clock.now()),
  },
});

/** Opens the store with these settings. */
export const openEngineStore = (settings: DatabaseSettings, parts: StoreParts): Promise<Store> =>
  openStore(storeSettings(settings, parts));

/** Closes the store and throws SettingsInvalid if it was made with another secret. */
export async function assertSecret(store: Store): Promise<void> {
  if (await store.maintenance.secretMatches()) return;
  await store.close();
  throw new SettingsInvalid(['ENGINE_SECRET: expected the secret this database was made with']);
}
