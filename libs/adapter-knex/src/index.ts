export { copyDatabase, CopyFailed, type CopiedTable } from './copy-database.js';
export type { EngineValue, EngineValues } from './engine-values.js';
export type { Leases } from './leases.js';
export { lookAlikes, type LookAlike, type LookAlikes } from './look-alikes.js';
export { migrateDatabase } from './open-database.js';
export { openStore, type Store, type StoredCatalogue, type StoreSettings } from './store.js';
export { countIncarnation } from './webhook/incarnation.js';
export type { Retention } from './delete-expired.js';
export { postgresWakeUps, type PostgresWakeUps } from './webhook/postgres-wake-ups.js';
