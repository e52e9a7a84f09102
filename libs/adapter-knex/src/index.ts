export { openStore, type Store, type StoredCatalogue, type StoreSettings } from './store.js';
export { postgresWakeUps, type PostgresWakeUps } from './webhook/postgres-wake-ups.js';
