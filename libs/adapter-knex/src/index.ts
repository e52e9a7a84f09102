export type { AgencyNumberFilter } from './agency-number/agency-numbers.js';
export type { AuditQuery, KeptAuditEntry } from './audit.js';
export type { KeptAnswer, KeptAnswers } from './engine/answers.js';
export type { ListById } from './engine/reads.js';
export type { Access } from './startup-checks.js';
export { openStore, type Store, type StoredCatalogue, type StoreSettings } from './store.js';
