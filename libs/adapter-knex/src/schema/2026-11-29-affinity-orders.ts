import type { Migration } from './migration.js';

const statements = [
  `drop index affinity_by_creation`,
  `drop index affinity_by_status`,
  `drop index affinity_by_product`,
  `drop index affinity_by_start`,
  `create index affinity_by_creation on affinity (partner_id, created_at, id, lifetime_start, status, product_id)`,
  `create index affinity_by_status on affinity (partner_id, status, created_at, id, lifetime_start, product_id)`,
  `create index affinity_by_product on affinity (partner_id, product_id, created_at, id, lifetime_start, status)`,
  `create index affinity_by_start on affinity (partner_id, lifetime_start, id, created_at, status, product_id)`,
];

/**
 * Each order of a partner's affinities has an index with all that lists filter by: what a page skips, and what a count
 * counts, is read from the index alone.
 */
export const affinityOrders: Migration = {
  name: '2026-11-29-affinity-orders',
  sqlite: statements,
  postgres: statements,
};
