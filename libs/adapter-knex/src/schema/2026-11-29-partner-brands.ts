import type { Migration } from './migration.js';

/** The color and picture of a partner, beside it: partners are read with every call. */
export const partnerBrands: Migration = {
  name: '2026-11-29-partner-brands',
  sqlite: [
    `create table partner_brand (
    partner_id text primary key references partner (id), color text not null, logo blob
  ) strict`,
  ],
  postgres: [
    `create table partner_brand (
     partner_id text collate "C" primary key references partner (id), color text collate "C" not null, logo bytea
   )`,
  ],
};
