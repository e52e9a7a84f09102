import type { Migration } from './migration.js';

const statements = [
  `create index affinity_issued on affinity (product_id, issued_at, id) where issued_at is not null`,
  `create index affinity_ended_early on affinity (product_id, date_end, id)
    where date_end is not null and issued_at is not null`,
];

/** Bordereaux read what was issued and canceled of a product, in the order of time. */
export const movements: Migration = {
  name: '2026-11-30-movements',
  sqlite: statements,
  postgres: statements,
};
