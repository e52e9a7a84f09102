import type { Migration } from './migration.js';

const statements = [`create index affinity_request_unused on affinity_request (expires_at) where used_by is null`];

/** Requests that were never contracted are found by the moment they expired: they are deleted some time after it. */
export const unusedRequests: Migration = {
  name: '2026-11-29-unused-requests',
  sqlite: statements,
  postgres: statements,
};
