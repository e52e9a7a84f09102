import type { Migration } from './migration.js';

const statements = [
  `create index affinity_by_time on affinity
    (created_at, id, status, product_id, lifetime_start, currency, total)`,
  `create index affinity_by_number on affinity (certificate_number)`,
  `create index affinity_unanswered on affinity (created_at, id, product_id)
    where status = 'pending' and answer_due_at is null`,
];

/**
 * Operators find certificates of all partners: newest first, with all that is filtered and counted by in the index, and by the number that
 * people read out; and the risks that insurers have not answered. New rows are at the end of the first index; each number is on a page of its own in the second.
 */
export const certificatesFound: Migration = {
  name: '2026-11-30-certificates-found',
  sqlite: statements,
  postgres: statements,
};
