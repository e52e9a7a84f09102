import type { Migration } from './migration.js';

const statements = [
  `create index quotation_over on quotation (expires_at) where status <> 'confirmed' and erased_at is null`,
];

/** Quotations that were never accepted, by their end: persons of long past ones are erased. */
export const quotationsOver: Migration = {
  name: '2026-11-29-quotations-over',
  sqlite: statements,
  postgres: statements,
};
