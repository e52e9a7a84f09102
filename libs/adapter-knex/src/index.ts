export { openStore, type Store, type StoredCatalogue, type StoreSettings } from './store.js';
