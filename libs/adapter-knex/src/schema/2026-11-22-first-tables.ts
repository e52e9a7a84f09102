import type { Migration } from './migration.js';

/** Instants are integer milliseconds since 1970 UTC, dates ISO text, amounts integer minor units, documents JSON text. */
export const firstTables: Migration = {
  name: '2026-11-22-first-tables',
  sqlite: [
    `create table product_version (
    product_id text not null, version text not null, content text not null, loaded_at integer not null,
    primary key (product_id, version)
  ) strict`,
    `create table partner (
    id text primary key, name text not null, legal_name text not null, cnpj text not null, email text not null,
    phone text not null, product_ids text not null, standings text not null, created_at integer not null,
    version integer not null,
    constraint partner_has_a_cnpj_of_its_own unique (cnpj)
  ) strict`,
    `create table client (
    id text primary key, name text not null, role text not null, partner_id text references partner (id),
    secret_hash text not null, created_at integer not null, revoked_at integer, version integer not null,
    constraint client_has_a_known_role check (role in ('partner', 'admin', 'account')),
    constraint partner_client_has_a_partner check ((role = 'partner') = (partner_id is not null))
  ) strict`,
    `create table affinity_request (
    id text primary key, partner_id text not null references partner (id), product_id text not null,
    product_version text not null, created_at integer not null, expires_at integer not null, used_by text
  ) strict`,
    `create table affinity (
    id text primary key, partner_id text not null references partner (id),
    request_id text not null references affinity_request (id), product_id text not null,
    product_version text not null, plan_id text not null, status text not null, certificate_number text not null,
    lifetime_start text not null, lifetime_end text not null, date_end text, holder text, item text,
    holder_document text, currency text not null, net integer not null, fees integer not null, tax integer not null,
    total integer not null, paid integer not null, created_at integer not null, issued_at integer,
    answer_due_at integer, cancellation text, renewed_from text, renewed_by text, version integer not null,
    constraint affinity_has_a_known_status check (status in ('pending', 'issued', 'renewed', 'canceled', 'expired')),
    constraint affinity_is_the_only_one_of_its_request unique (request_id),
    constraint affinity_total_adds_up check (total = net + fees + tax)
  ) strict`,
    `create index affinity_by_creation on affinity (partner_id, created_at, id, lifetime_start)`,
    `create index affinity_by_status on affinity (partner_id, status, created_at, id)`,
    `create index affinity_by_product on affinity (partner_id, product_id, created_at, id)`,
    `create index affinity_by_holder on affinity (partner_id, holder_document, created_at, id) where holder_document is not null`,
    `create index affinity_by_start on affinity (partner_id, lifetime_start, id)`,
    `create index affinity_to_expire on affinity (lifetime_end) where status in ('pending', 'issued')`,
    `create index affinity_to_answer on affinity (answer_due_at) where status = 'pending' and answer_due_at is not null`,
    `create table webhook_endpoint (
    id text primary key, owner_id text not null, url text, secrets text not null, event_types text,
    ordering text not null, paused integer not null, disabled integer not null, created_at integer not null,
    version integer not null, last_sequence integer not null default 0, cursor integer not null default 0,
    failures integer not null default 0, due_at integer, claimed integer not null default 0,
    epoch integer not null default 0, doubtful_to integer not null default 0, lines integer not null default 0,
    constraint endpoint_has_a_known_ordering check (ordering in ('endpoint', 'affinity', 'none')),
    constraint endpoint_cursor_stays_behind_its_events check (cursor <= last_sequence)
  ) strict`,
    `create index webhook_endpoint_by_owner on webhook_endpoint (owner_id)`,
    `create index webhook_endpoint_due on webhook_endpoint (due_at)
    where due_at is not null and paused = 0 and disabled = 0 and url is not null`,
    `create table webhook_event (
    endpoint_id text not null references webhook_endpoint (id), sequence integer not null, type text not null,
    subject text not null, body text not null, occurred_at integer not null, skipped integer not null default 0,
    appended_at integer not null default (cast(unixepoch('subsec') * 1000 as integer)),
    primary key (endpoint_id, sequence)
  ) strict`,
    `create index webhook_event_skipped on webhook_event (endpoint_id, sequence) where skipped = 1`,
    `create index webhook_event_by_subject on webhook_event (endpoint_id, subject, sequence)`,
    `create table webhook_line (
    endpoint_id text not null references webhook_endpoint (id), id text not null, kind text not null, subject text,
    next integer not null, "to" integer, failures integer not null, due_at integer,
    primary key (endpoint_id, id),
    constraint line_has_a_known_kind check (kind in ('held', 'replay'))
  ) strict, without rowid`,
    `create table webhook_attempt (
    id integer primary key, endpoint_id text not null references webhook_endpoint (id), sequence integer not null,
    at integer not null, duration_ms integer not null, status_code integer, error text, response_excerpt text,
    delivered integer not null, replay integer not null, takeover integer not null, next_attempt_at integer
  ) strict`,
    `create index webhook_attempt_by_event on webhook_attempt (endpoint_id, sequence, id)`,
    `create index webhook_attempt_by_time on webhook_attempt (at)`,
    `create table audit_entry (
    id integer primary key, at integer not null, actor text not null, action text not null, subject text not null,
    details text
  ) strict`,
    `create index audit_entry_by_subject on audit_entry (subject, id)`,
    `create table answered_once (
    key text primary key, fingerprint text not null, answer text not null, kept_until integer not null
  ) strict, without rowid`,
    `create index answered_once_by_time on answered_once (kept_until)`,
    `create table seal_canary (id integer primary key check (id = 1), sealed text not null) strict`,
  ],
};
