import type { Migration } from './migration.js';

const tables = (text: string, integer: string, kind: string) => [
  `create table app_user (
    id ${text} primary key, name ${text} not null, email ${text} not null, roles ${text} not null,
    insurer_ids ${text} not null, partner_id ${text} references partner (id), password_hash ${text}, subject ${text},
    created_at ${integer} not null, disabled_at ${integer}, version ${integer} not null,
    constraint user_has_an_email_of_its_own unique (email),
    constraint user_has_a_subject_of_its_own unique (subject)
  )${kind}`,
  `create table user_session (
    id ${text} primary key, user_id ${text} references app_user (id), partner_id ${text} references partner (id),
    created_at ${integer} not null, seen_at ${integer} not null, ends_at ${integer} not null,
    constraint session_is_of_a_user_or_a_partner check ((user_id is null) <> (partner_id is null))
  )${kind}`,
  `create index user_session_of_user on user_session (user_id)`,
  `create index user_session_by_end on user_session (ends_at)`,
  `create table portal_link (
    id ${text} primary key, partner_id ${text} not null references partner (id), created_by ${text} not null,
    ends_at ${integer} not null, used_at ${integer}
  )${kind}`,
  `create index portal_link_by_end on portal_link (ends_at)`,
];

/** People who sign in, the sessions of their browsers, and links with which partners' developers sign in once. */
export const people: Migration = {
  name: '2026-11-30-people',
  sqlite: tables('text', 'integer', ' strict'),
  postgres: tables('text collate "C"', 'bigint', ''),
};
