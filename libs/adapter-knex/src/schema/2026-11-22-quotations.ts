import type { Migration } from './migration.js';

/** Subscriptions, quotations, and the ranges of quotation numbers. */
export const quotations: Migration = {
  name: '2026-11-22-quotations',
  sqlite: [
    `create table subscription (
    id text primary key, name text not null, register_numbers text not null, key_hash text not null,
    partner_id text references partner (id), created_at integer not null, revoked_at integer, version integer not null,
    constraint subscription_key_is_its_own unique (key_hash)
  ) strict`,
    `create table quotation (
    id text primary key, subscription_id text not null references subscription (id), register_number text not null,
    number text not null, operation_code text not null, currency text not null, product_version text not null, status text not null,
    insured_name text not null, searched text not null, identity text not null, enhanced_diligence integer not null,
    content text not null, created_at integer not null, expires_at integer not null, version integer not null,
    constraint quotation_number_is_its_own unique (number),
    constraint quotation_has_a_known_status check (status in ('draft', 'confirmed', 'expired'))
  ) strict`,
    `create index quotation_by_broker on quotation (subscription_id, register_number, created_at, id)`,
    `create index quotation_by_time on quotation (created_at, id)`,
    `create index quotation_to_look_at on quotation (created_at, id) where enhanced_diligence = 1`,
    `create index quotation_to_expire on quotation (expires_at) where status = 'draft'`,
    `create table number_range (name text primary key, next integer not null) strict, without rowid`,
    `insert into number_range values ('quotation', 1000000000)`,
  ],
};
