import type { Migration } from './migration.js';

/** The groups and codes of partners and their requests. Existing partners have no groups. */
export const partnerGroups: Migration = {
  name: '2026-11-22-partner-groups',
  sqlite: [
    `alter table partner add column affinity_group_ids text not null default '[]'`,
    `alter table partner add column default_producer_code text`,
    `alter table affinity_request add column producer_code text`,
  ],
};
