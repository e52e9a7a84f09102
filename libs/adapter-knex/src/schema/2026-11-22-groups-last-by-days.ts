import type { Migration } from './migration.js';

/**
 * A group lasts whole days: it may end on the day it starts, at any hour. SQLite cannot change a check, so the table
 * is made anew, with the tables that refer to it.
 */
export const groupsLastByDays: Migration = {
  name: '2026-11-22-groups-last-by-days',
  sqlite: [
    `create table affinity_group_anew (
    id text primary key, type text not null, name text not null, description text, jurisdictions text not null,
    organization_id text references organization (id), primary_contact_first_name text,
    primary_contact_last_name text, primary_contact_phone text, products text not null, start_date text, end_date text,
    version integer not null,
    constraint affinity_group_is_open_or_closed check (type in ('Open', 'Closed')),
    constraint affinity_group_ends_after_it_starts check (substr(start_date, 1, 10) <= substr(end_date, 1, 10))
  ) strict`,
    `insert into affinity_group_anew select * from affinity_group`,
    `create temporary table association_kept as select * from affinity_group_producer_code`,
    `drop table affinity_group_producer_code`,
    `drop table affinity_group`,
    `alter table affinity_group_anew rename to affinity_group`,
    `create index affinity_group_by_type on affinity_group (type, id)`,
    `create index affinity_group_by_name on affinity_group (name, id)`,
    `create index affinity_group_by_description on affinity_group (description, id)`,
    `create index affinity_group_by_organization_id on affinity_group (organization_id, id)`,
    `create index affinity_group_by_primary_contact_first_name on affinity_group (primary_contact_first_name, id)`,
    `create index affinity_group_by_primary_contact_last_name on affinity_group (primary_contact_last_name, id)`,
    `create index affinity_group_by_start_date on affinity_group (start_date, id)`,
    `create index affinity_group_by_end_date on affinity_group (end_date, id)`,
    `create table affinity_group_producer_code (
    group_id text not null references affinity_group (id),
    producer_code_id text not null references producer_code (id), mark text not null,
    primary key (group_id, producer_code_id)
  ) strict, without rowid`,
    `insert into affinity_group_producer_code select * from association_kept`,
    `drop table association_kept`,
  ],
};
