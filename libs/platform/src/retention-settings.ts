import { whole } from './setting-values.js';

/** How long what callers make is kept, a part of the table of settings. */
export const retentionTable = {
  requestDays: {
    name: 'REQUEST_DAYS',
    fallback: '30',
    meaning: 'how long an affinity request that was never contracted is kept after it expired',
    read: (text = '30') => whole(text, 1, 36_500),
  },
  transactionDays: {
    name: 'TRANSACTION_DAYS',
    fallback: '365',
    meaning: 'how long the identifier of a transaction is recognised, so that it is executed once',
    read: (text = '365') => whole(text, 1, 36_500),
  },
  auditDays: {
    name: 'AUDIT_DAYS',
    fallback: '3650',
    meaning: 'how long entries of the audit trail are kept',
    read: (text = '3650') => whole(text, 1, 36_500),
  },
  refusalDays: {
    name: 'REFUSAL_DAYS',
    fallback: '30',
    meaning: 'how long refused calls are kept, for those who look for the reason',
    read: (text = '30') => whole(text, 1, 3_650),
  },
  refusalsPerHour: {
    name: 'REFUSALS_PER_HOUR',
    fallback: '100',
    meaning: 'refused calls of one client or key that are kept one by one in an hour; beyond it they are only counted',
    read: (text = '100') => whole(text, 0, 100_000),
  },
} as const;
