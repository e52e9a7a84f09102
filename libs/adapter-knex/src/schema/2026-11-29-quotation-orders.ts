import type { Migration } from './migration.js';

const statements = [
  `create index quotation_by_status on quotation (subscription_id, register_number, status, id)`,
  `create index quotation_by_product on quotation (subscription_id, register_number, operation_code, id)`,
  `create index quotation_by_number on quotation (subscription_id, register_number, number, id)`,
  `create index quotation_by_identity on quotation (identity) where identity <> ''`,
];

/** A broker's quotations in each order, and by the insured's identity. */
export const quotationOrders: Migration = {
  name: '2026-11-29-quotation-orders',
  sqlite: statements,
  postgres: statements,
};
