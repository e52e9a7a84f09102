import type { Migration } from './migration.js';

const statements = [
  `alter table webhook_endpoint add column first_of text`,
  `create unique index webhook_endpoint_first_of_its_owner on webhook_endpoint (first_of) where first_of is not null`,
];

/** An owner's first endpoint is made once, also by two processes at the same time. Existing endpoints have no mark. */
export const firstEndpoints: Migration = {
  name: '2026-11-28-first-endpoints',
  sqlite: statements,
  postgres: statements,
};
