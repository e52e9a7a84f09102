import type { Migration } from './migration.js';

/** Accounts with their brokers and API users, and agency numbers. Nothing here is ever deleted. */
export const agencyNumbers: Migration = {
  name: '2026-11-22-agency-numbers',
  sqlite: [
    `create table account (id text primary key, name text not null, created_at integer not null) strict`,
    `create table broker (
    id text primary key, account_id text not null references account (id), name text not null,
    created_at integer not null,
    constraint broker_is_known_by_its_account unique (account_id, id)
  ) strict`,
    `create table api_user (
    client_id text primary key references client (id), account_id text not null references account (id)
  ) strict, without rowid`,
    `create table agency_number (
    id text primary key, account_id text not null references account (id), broker_id text,
    owner_id text not null generated always as (coalesce(broker_id, account_id)) stored, insurer_id text not null,
    number text not null, match_code text, external_insurer_id text, external_unique_id text, collection_type text,
    internal_comment text, active integer not null, tenders_flag integer, calculations_flag integer,
    added integer not null, created_at integer not null, changed_at integer not null,
    constraint agency_number_broker_is_of_its_account
      foreign key (account_id, broker_id) references broker (account_id, id),
    constraint agency_number_has_a_known_collection_type check (collection_type in ('broker', 'insurer', 'mga'))
  ) strict`,
    `create unique index agency_number_external_id_is_used_once on agency_number (account_id, external_unique_id)
    where external_unique_id is not null`,
    `create unique index agency_number_is_one_without_external_id on agency_number (owner_id, insurer_id, number)
    where external_unique_id is null`,
    `create index agency_number_by_number on agency_number (owner_id, insurer_id, number, added)`,
    `create index agency_number_by_addition on agency_number (owner_id, insurer_id, added)`,
    `create table agency_number_place (id integer primary key check (id = 1), last integer not null) strict`,
    `insert into agency_number_place values (1, 0)`,
  ],
};
