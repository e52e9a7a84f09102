import type { Migration } from './migration.js';

/** Each account counts its own writes of agency numbers, so that accounts do not wait for each other. */
export const agencyNumberOrders: Migration = {
  name: '2026-11-28-agency-number-orders',
  sqlite: [
    `create table agency_number_order (
      account_id text primary key references account (id), last integer not null
    ) strict, without rowid`,
    `insert into agency_number_order select id, (select last from agency_number_place) from account`,
    `drop table agency_number_place`,
  ],
  postgres: [
    `create table agency_number_order (
      account_id text collate "C" primary key references account (id), last bigint not null
    )`,
    `insert into agency_number_order select id, (select last from agency_number_place) from account`,
    `drop table agency_number_place`,
  ],
};
