import { former } from './former-exports.js';

export type { AgencyNumberFilter } from './agency-number/agency-numbers.js';
export type { AuditQuery, KeptAuditEntry } from './audit.js';
export type { KeptAnswer, KeptAnswers } from './engine/answers.js';
export type { ListById } from './engine/reads.js';
export type { Access } from './startup-checks.js';
export { openStore, type Store, type StoredCatalogue, type StoreSettings } from './store.js';

// What the apps used before there was a store.
export { knexAffinityLists } from './affinity/affinity-lists.js';
export type { AffinityEventParts } from './affinity/affinity-work.js';
export { knexProducts } from './affinity/products.js';
export { listAgencyNumbers } from './agency-number/agency-numbers.js';
export { listAudit } from './audit.js';
export type { Committer } from './engine/committer.js';
export { openDatabase, type Database } from './engine/database.js';
export { sealUnder, type Seal } from './engine/seal.js';
export { knexQuotationLists } from './quotation/quotation-lists.js';
export { knexQuotationNumbers } from './quotation/quotation-numbers.js';
export { knexQuotationProducts } from './quotation/quotation-products.js';
export { migrate } from './schema/migrate.js';
export { unrevokedIdsCreatedBy as liveOf } from './startup-checks.js';
export const {
  committerOn,
  housekeeping,
  knexAffinityGroupLists,
  knexAffinityGroupWork,
  knexAffinityWork,
  knexAgencyWork,
  knexDeliveryLists,
  knexDeliveryQueue,
  knexIdentityWork,
  knexQuotationWork,
  knexWebhookWork,
  listAccounts,
  listBrokers,
  listClients,
  listPartners,
  listSubscriptions,
  openEndpoint,
  opensWith,
} = former;
