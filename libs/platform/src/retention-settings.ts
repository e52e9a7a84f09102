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
} as const;
