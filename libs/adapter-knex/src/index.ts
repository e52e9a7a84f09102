export type { AuditQuery, KeptAnswer, KeptAnswers, KeptAuditEntry, ListById } from '@affinity-engine/kernel';
export type { AgencyNumberFilter } from '@affinity-engine/agency-number';
export type { Access } from './startup-checks.js';
export { openStore, type Store, type StoredCatalogue, type StoreSettings } from './store.js';
