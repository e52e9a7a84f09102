import type { Migration } from './migration.js';

/** Healthy endpoints are found without those that fail, which may be many and overdue. */
export const failingEndpoints: Migration = {
  name: '2026-11-28-failing-endpoints',
  sqlite: [
    `drop index webhook_endpoint_due`,
    `create index webhook_endpoint_due on webhook_endpoint (due_at)
    where due_at is not null and paused = 0 and disabled = 0 and url is not null and failures = 0`,
    `create index webhook_endpoint_due_failing on webhook_endpoint (due_at)
    where due_at is not null and paused = 0 and disabled = 0 and url is not null and failures > 0`,
  ],
};
