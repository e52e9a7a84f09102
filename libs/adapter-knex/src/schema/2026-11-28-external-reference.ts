import type { Migration } from './migration.js';

/** A partner's own identifier of an affinity. Existing affinities have none. */
export const externalReference: Migration = {
  name: '2026-11-28-external-reference',
  sqlite: [
    `alter table affinity add column external_reference text`,
    `create index affinity_by_external_reference on affinity (partner_id, external_reference, created_at, id) where external_reference is not null`,
  ],
  postgres: [
    `alter table affinity add column external_reference text collate "C"`,
    `create index affinity_by_external_reference on affinity (partner_id, external_reference, created_at, id) where external_reference is not null`,
  ],
};
