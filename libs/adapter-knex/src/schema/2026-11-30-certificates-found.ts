import type { Migration } from './migration.js';

const statements = [
  `create index affinity_by_time on affinity (created_at, id, status, product_id, lifetime_start)`,
  `create index affinity_by_number on affinity (certificate_number)`,
];

/**
 * Operators find certificates of all partners: newest first, with all that is filtered by in the index, and by the number that
 * people read out. New rows are at the end of the first index; each number is on a page of its own in the second.
 */
export const certificatesFound: Migration = {
  name: '2026-11-30-certificates-found',
  sqlite: statements,
  postgres: statements,
};
