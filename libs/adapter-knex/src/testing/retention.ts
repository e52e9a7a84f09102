import { instant } from '@affinity-engine/kernel';
import type { Retention } from '../delete-expired.js';

/** A retention that deletes nothing but what has expired by itself. */
export const keepsAll: Retention = {
  attemptsKeptMs: 1e13,
  eventsKeptMs: 1e13,
  refusalsKeptMs: 1e13,
  requestsExpiredBefore: instant('1970-01-01T00:00:00Z'),
  transactionsKeptMs: 1e15,
  auditBefore: instant('1970-01-01T00:00:00Z'),
};
