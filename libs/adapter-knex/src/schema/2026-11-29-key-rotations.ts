import type { Migration } from './migration.js';

/** When the older of an endpoint's two signing keys ends. Keys that were rotated before have no end. */
export const keyRotations: Migration = {
  name: '2026-11-29-key-rotations',
  sqlite: [`alter table endpoint_configuration add column rotation_ends_at integer`],
  postgres: [`alter table endpoint_configuration add column rotation_ends_at bigint`],
};
