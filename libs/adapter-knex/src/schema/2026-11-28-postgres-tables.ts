import type { Migration } from './migration.js';

/**
 * Every table, for PostgreSQL. Instants are milliseconds since 1970 UTC, dates ISO text, amounts minor units, documents
 * JSON text, flags 0 or 1. Texts are compared by their bytes, as SQLite does: the order of pages
 * and cursors depends on it. Descriptions have no index: an entry holds 2,700 bytes at most.
 */
export const postgresTables: Migration = {
  name: '2026-11-28-postgres-tables',
  postgres: [
    `create table product_version (
     product_id text collate "C" not null, version text collate "C" not null, content text collate "C" not null,
     loaded_at bigint not null,
     primary key (product_id, version)
   )`,
    `create table partner (
     id text collate "C" primary key, name text collate "C" not null, legal_name text collate "C" not null,
     cnpj text collate "C" not null, email text collate "C" not null, phone text collate "C" not null,
     product_ids text collate "C" not null, standings text collate "C" not null, created_at bigint not null,
     version bigint not null, affinity_group_ids text collate "C" not null default '[]',
     default_producer_code text collate "C",
     constraint partner_has_a_cnpj_of_its_own unique (cnpj)
   )`,
    `create table client (
     id text collate "C" primary key, name text collate "C" not null, role text collate "C" not null,
     partner_id text collate "C" references partner (id), secret_hash text collate "C" not null,
     created_at bigint not null, revoked_at bigint, version bigint not null,
     constraint client_has_a_known_role check (role in ('partner', 'admin', 'account')),
     constraint partner_client_has_a_partner check ((role = 'partner') = (partner_id is not null))
   )`,
    `create table affinity_request (
     id text collate "C" primary key, partner_id text collate "C" not null references partner (id),
     product_id text collate "C" not null, product_version text collate "C" not null,
     created_at bigint not null, expires_at bigint not null, used_by text collate "C",
     producer_code text collate "C"
   )`,
    `create table affinity (
     id text collate "C" primary key, partner_id text collate "C" not null references partner (id),
     request_id text collate "C" not null references affinity_request (id),
     product_id text collate "C" not null, product_version text collate "C" not null,
     plan_id text collate "C" not null, status text collate "C" not null,
     certificate_number text collate "C" not null, lifetime_start text collate "C" not null,
     lifetime_end text collate "C" not null, date_end text collate "C", holder text collate "C",
     item text collate "C", holder_document text collate "C", currency text collate "C" not null,
     net bigint not null, fees bigint not null, tax bigint not null, total bigint not null,
     paid bigint not null, created_at bigint not null, issued_at bigint, answer_due_at bigint,
     cancellation text collate "C", renewed_from text collate "C", renewed_by text collate "C",
     version bigint not null,
     constraint affinity_has_a_known_status check (status in ('pending', 'issued', 'renewed', 'canceled', 'expired')),
     constraint affinity_is_the_only_one_of_its_request unique (request_id),
     constraint affinity_total_adds_up check (total = net + fees + tax)
   )`,
    `create index affinity_by_creation on affinity (partner_id, created_at, id, lifetime_start)`,
    `create index affinity_by_status on affinity (partner_id, status, created_at, id)`,
    `create index affinity_by_product on affinity (partner_id, product_id, created_at, id)`,
    `create index affinity_by_holder on affinity (partner_id, holder_document, created_at, id) where holder_document is not null`,
    `create index affinity_by_start on affinity (partner_id, lifetime_start, id)`,
    `create index affinity_to_expire on affinity (lifetime_end) where status in ('pending', 'issued')`,
    `create index affinity_to_answer on affinity (answer_due_at) where status = 'pending' and answer_due_at is not null`,
    `create table webhook_endpoint (
     id text collate "C" primary key, owner_id text collate "C" not null, url text collate "C",
     secrets text collate "C" not null, event_types text collate "C", ordering text collate "C" not null,
     paused bigint not null, disabled bigint not null, created_at bigint not null, version bigint not null,
     last_sequence bigint not null default 0, cursor bigint not null default 0,
     failures bigint not null default 0, due_at bigint, claimed bigint not null default 0,
     epoch bigint not null default 0, doubtful_to bigint not null default 0, lines bigint not null default 0,
     constraint endpoint_has_a_known_ordering check (ordering in ('endpoint', 'affinity', 'none')),
     constraint endpoint_cursor_stays_behind_its_events check (cursor <= last_sequence)
   ) with (fillfactor = 50)`,
    `create index webhook_endpoint_by_owner on webhook_endpoint (owner_id)`,
    `create index webhook_endpoint_due on webhook_endpoint (due_at)
     where due_at is not null and paused = 0 and disabled = 0 and url is not null and failures = 0`,
    `create index webhook_endpoint_due_failing on webhook_endpoint (due_at)
     where due_at is not null and paused = 0 and disabled = 0 and url is not null and failures > 0`,
    `create table webhook_event (
     endpoint_id text collate "C" not null references webhook_endpoint (id), sequence bigint not null,
     type text collate "C" not null, subject text collate "C" not null, body text collate "C" not null,
     occurred_at bigint not null, skipped bigint not null default 0,
     appended_at bigint not null default ((extract(epoch from clock_timestamp()) * 1000)::bigint),
     primary key (endpoint_id, sequence)
   )`,
    `create index webhook_event_skipped on webhook_event (endpoint_id, sequence) where skipped = 1`,
    `create index webhook_event_by_subject on webhook_event (endpoint_id, subject, sequence)`,
    `create table webhook_line (
     endpoint_id text collate "C" not null references webhook_endpoint (id), id text collate "C" not null,
     kind text collate "C" not null, subject text collate "C", next bigint not null, "to" bigint,
     failures bigint not null, due_at bigint,
     primary key (endpoint_id, id),
     constraint line_has_a_known_kind check (kind in ('held', 'replay'))
   )`,
    `create table webhook_attempt (
     id bigint generated by default as identity primary key,
     endpoint_id text collate "C" not null references webhook_endpoint (id), sequence bigint not null,
     at bigint not null, duration_ms bigint not null, status_code bigint, error text collate "C",
     response_excerpt text collate "C", delivered bigint not null, replay bigint not null,
     takeover bigint not null, next_attempt_at bigint
   )`,
    `create index webhook_attempt_by_event on webhook_attempt (endpoint_id, sequence, id)`,
    `create index webhook_attempt_by_time on webhook_attempt (at)`,
    `create table audit_entry (
     id bigint generated by default as identity primary key, at bigint not null,
     actor text collate "C" not null, action text collate "C" not null, subject text collate "C" not null,
     details text collate "C"
   )`,
    `create index audit_entry_by_subject on audit_entry (subject, id)`,
    `create table answered_once (
     key text collate "C" primary key, fingerprint text collate "C" not null, answer text collate "C" not null,
     kept_until bigint not null
   )`,
    `create index answered_once_by_time on answered_once (kept_until)`,
    `create table seal_canary (id bigint primary key check (id = 1), sealed text collate "C" not null)`,
    `create table subscription (
     id text collate "C" primary key, name text collate "C" not null,
     register_numbers text collate "C" not null, key_hash text collate "C" not null,
     partner_id text collate "C" references partner (id), created_at bigint not null, revoked_at bigint,
     version bigint not null,
     constraint subscription_key_is_its_own unique (key_hash)
   )`,
    `create table quotation (
     id text collate "C" primary key, subscription_id text collate "C" not null references subscription (id),
     register_number text collate "C" not null, number text collate "C" not null,
     operation_code text collate "C" not null, currency text collate "C" not null,
     product_version text collate "C" not null, status text collate "C" not null,
     insured_name text collate "C" not null, searched text collate "C" not null,
     identity text collate "C" not null, enhanced_diligence bigint not null, content text collate "C" not null,
     created_at bigint not null, expires_at bigint not null, version bigint not null,
     constraint quotation_number_is_its_own unique (number),
     constraint quotation_has_a_known_status check (status in ('draft', 'confirmed', 'expired'))
   )`,
    `create index quotation_by_broker on quotation (subscription_id, register_number, created_at, id)`,
    `create index quotation_by_time on quotation (created_at, id)`,
    `create index quotation_to_look_at on quotation (created_at, id) where enhanced_diligence = 1`,
    `create index quotation_to_expire on quotation (expires_at) where status = 'draft'`,
    `create table number_range (name text collate "C" primary key, next bigint not null)`,
    `create table account (
     id text collate "C" primary key, name text collate "C" not null, created_at bigint not null
   )`,
    `create table broker (
     id text collate "C" primary key, account_id text collate "C" not null references account (id),
     name text collate "C" not null, created_at bigint not null,
     constraint broker_is_known_by_its_account unique (account_id, id)
   )`,
    `create table api_user (
     client_id text collate "C" primary key references client (id),
     account_id text collate "C" not null references account (id)
   )`,
    `create table agency_number (
     id text collate "C" primary key, account_id text collate "C" not null references account (id),
     broker_id text collate "C",
     owner_id text collate "C" not null generated always as (coalesce(broker_id, account_id)) stored,
     insurer_id text collate "C" not null, number text collate "C" not null, match_code text collate "C",
     external_insurer_id text collate "C", external_unique_id text collate "C",
     collection_type text collate "C", internal_comment text collate "C", active bigint not null,
     tenders_flag bigint, calculations_flag bigint, added bigint not null, created_at bigint not null,
     changed_at bigint not null,
     constraint agency_number_broker_is_of_its_account foreign key (account_id, broker_id) references broker (account_id, id),
     constraint agency_number_has_a_known_collection_type check (collection_type in ('broker', 'insurer', 'mga'))
   )`,
    `create unique index agency_number_external_id_is_used_once on agency_number (account_id, external_unique_id) where external_unique_id is not null`,
    `create unique index agency_number_is_one_without_external_id on agency_number (owner_id, insurer_id, number) where external_unique_id is null`,
    `create index agency_number_by_number on agency_number (owner_id, insurer_id, number, added)`,
    `create index agency_number_by_addition on agency_number (owner_id, insurer_id, added)`,
    `create table agency_number_place (id bigint primary key check (id = 1), last bigint not null)`,
    `create table organization (
     id text collate "C" primary key, name text collate "C" not null, version bigint not null
   )`,
    `create index organization_by_name on organization (name, id)`,
    `create table producer_code (
     id text collate "C" primary key, code text collate "C" not null, description text collate "C",
     organization_id text collate "C" not null references organization (id), roles text collate "C" not null,
     active bigint not null, version bigint not null,
     constraint producer_code_is_written_like_no_other unique (code),
     constraint producer_code_is_active_or_not check (active in (0, 1))
   )`,
    `create table affinity_group (
     id text collate "C" primary key, type text collate "C" not null, name text collate "C" not null,
     description text collate "C", jurisdictions text collate "C" not null,
     organization_id text collate "C" references organization (id),
     primary_contact_first_name text collate "C",
     primary_contact_last_name text collate "C",
     primary_contact_phone text collate "C", products text collate "C" not null, start_date text collate "C",
     end_date text collate "C", version bigint not null,
     constraint affinity_group_is_open_or_closed check (type in ('Open', 'Closed')),
     constraint affinity_group_ends_after_it_starts check (substr(start_date, 1, 10) <= substr(end_date, 1, 10))
   )`,
    `create index affinity_group_by_type on affinity_group (type, id)`,
    `create index affinity_group_by_name on affinity_group (name, id)`,
    `create index affinity_group_by_organization_id on affinity_group (organization_id nulls first, id)`,
    `create index affinity_group_by_primary_contact_first_name on affinity_group (primary_contact_first_name nulls first, id)`,
    `create index affinity_group_by_primary_contact_last_name on affinity_group (primary_contact_last_name nulls first, id)`,
    `create index affinity_group_by_start_date on affinity_group (start_date nulls first, id)`,
    `create index affinity_group_by_end_date on affinity_group (end_date nulls first, id)`,
    `create table affinity_group_producer_code (
     group_id text collate "C" not null references affinity_group (id),
     producer_code_id text collate "C" not null references producer_code (id), mark text collate "C" not null,
     primary key (group_id, producer_code_id)
   )`,
    `create index quotation_being_paid on quotation (id) where status = 'draft' and json_typeof(content::json -> 'checkingOut') = 'object'`,
    `create table transaction_mark (
     connection text collate "C" primary key, number bigint not null,
     at bigint not null default ((extract(epoch from clock_timestamp()) * 1000)::bigint)
   ) with (fillfactor = 50)`,
    `insert into agency_number_place values (1, 0)`,
    `insert into number_range values ('quotation', 1000000000)`,
  ],
};
