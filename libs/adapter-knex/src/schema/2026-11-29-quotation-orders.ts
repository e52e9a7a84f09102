import type { Migration } from './migration.js';

const ofBroker = 'quotation (subscription_id, register_number';

const statements = [
  `drop index quotation_by_broker`,
  `create index quotation_by_broker on ${ofBroker}, created_at, id, status, operation_code, number)`,
  `create index quotation_by_status on ${ofBroker}, status, id, created_at, operation_code, number)`,
  `create index quotation_by_product on ${ofBroker}, operation_code, id, created_at, status, number)`,
  `create index quotation_by_number on ${ofBroker}, number, id, created_at, status, operation_code)`,
  `create index quotation_by_identity on quotation (identity) where identity <> ''`,
];

/**
 * A broker's quotations in each order, and by the insured's identity. Each order has an index with all that lists filter by:
 * what a page skips is read from the index alone.
 */
export const quotationOrders: Migration = {
  name: '2026-11-29-quotation-orders',
  sqlite: statements,
  postgres: statements,
};
